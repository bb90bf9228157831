// What a script adds to pages that work without one.
"use strict";

// Copies the text beside a button; the buttons show only where that is possible.
function offerCopying(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.previousElementSibling.textContent.trim());
  const before = button.textContent;
  button.textContent = button.dataset.done;
  setTimeout(() => { button.textContent = before; }, 2000);
});

// A form that was sent is not sent a second time by a double click.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
});
// A page that the browser shows again from its memory may send its forms again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// A menu closes when the visitor turns to something else.
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.who[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const open of document.querySelectorAll("details.who[open]")) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

document.addEventListener("DOMContentLoaded", () => offerCopying(document));
document.addEventListener("htmx:load", (event) => offerCopying(event.target));

// A slider shows its number.
document.addEventListener("input", (event) => {
  const shown = event.target.dataset && event.target.dataset.shown;
  if (shown) document.getElementById(shown).textContent = event.target.value;
});
