"use strict";
// Keys for the page of a read document. Each key presses what the page has: a form's button or a
// link. Without scripts the same buttons and links work.
document.addEventListener("DOMContentLoaded", () => {
  const list = document.getElementById("rh-proposals");
  const text = document.getElementById("rh-text");
  if (!list || !text) return;
  const told = document.getElementById("rh-told");
  let current = null;
  // One request after the other, in the order of the keys.
  let queue = Promise.resolve();

  const items = () => [...list.querySelectorAll(".rh-proposal")];
  const markOf = (item) => document.getElementById(`rh-mark-${item.dataset.number}`);
  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");

  const reveal = (panel, element) => {
    if (getComputedStyle(panel).overflowY === "visible") {
      element.scrollIntoView({ block: "start" });
    } else {
      const gap = (panel.clientHeight - element.offsetHeight) / 2;
      const top = element.getBoundingClientRect().top - panel.getBoundingClientRect().top;
      panel.scrollTop += top - Math.max(8, gap);
    }
  };

  const paint = () => {
    document.querySelectorAll(".rh-current").forEach((one) => one.classList.remove("rh-current"));
    if (!current) return;
    [current, markOf(current)].forEach((one) => one && one.classList.add("rh-current"));
  };

  const select = (item) => {
    if (!item) return;
    current = item;
    paint();
    item.focus({ preventScroll: true });
    reveal(list, item);
    if (markOf(item)) reveal(text, markOf(item));
  };

  const beside = (step) => items()[items().indexOf(current) + step];

  const nextOpen = (item) => {
    const all = items();
    const at = all.indexOf(item);
    const isOpen = (one) => one !== item && one.dataset.decision === "open";
    return all.slice(at + 1).find(isOpen) || all.find(isOpen) || item;
  };

  const replace = (page, id) => {
    const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
    if (!old || !fresh) throw new Error(id);
    const isCurrent = old === current;
    old.replaceWith(document.adoptNode(fresh));
    if (isCurrent) current = document.getElementById(id);
  };

  const send = async (form, body, number) => {
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      [`rh-proposal-${number}`, `rh-mark-${number}`, "rh-progress"].forEach((id) => replace(page, id));
      paint();
    } catch {
      told.textContent = list.dataset.failed;
    }
  };

  const decide = (item, decision) => {
    const button = item && item.querySelector(`button[name=decision][value=${decision}]`);
    if (!button) return;
    const body = new FormData(button.form);
    body.set("decision", decision);
    item.dataset.decision = decision;
    if (decision !== "open") select(nextOpen(item));
    queue = queue.then(() => send(button.form, body, item.dataset.number));
  };

  const follow = (item, link) => {
    const found = item && item.querySelector(link);
    if (found) queue.then(() => found.click());
  };

  const keys = {
    j: () => select(beside(1)),
    k: () => select(beside(-1)),
    a: () => decide(current, "accepted"),
    r: () => decide(current, "rejected"),
    u: () => decide(current, "open"),
    e: () => follow(current, "a.rh-mend"),
    "?": () => { const help = document.getElementById("rh-keys"); if (help) help.open = !help.open; },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") follow(current, "a.rh-leave");
    if (isTyping(event.target) || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  list.addEventListener("submit", (event) => {
    if (!event.submitter || event.submitter.name !== "decision") return;
    event.preventDefault();
    decide(event.target.closest(".rh-proposal"), event.submitter.value);
  });
  list.addEventListener("focusin", (event) => {
    const item = event.target.closest(".rh-proposal");
    if (item && item !== current) { current = item; paint(); }
  });
  text.addEventListener("click", (event) => {
    const mark = event.target.closest(".rh-mark");
    if (!mark) return;
    event.preventDefault();
    select(document.getElementById(mark.getAttribute("href").slice(1)));
  });

  const asked = location.hash.startsWith("#rh-proposal-") && document.getElementById(location.hash.slice(1));
  const first = asked || items().find((one) => one.dataset.decision === "open") || items()[0];
  // A form is opened to be written in; else the page stays where it is until a key is pressed.
  const field = first && first.querySelector(".rh-mending input:not([type=hidden])");
  if (asked) select(first);
  else if (first) { current = first; paint(); }
  // After the browser has gone to the proposal that the address names, and focused it.
  if (field) window.addEventListener("load", () => setTimeout(() => field.focus()));
});
