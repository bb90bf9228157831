"use strict";
// The list of priorities as a form: opens and adds rows, and keeps a verb from being pressed over
// changes that are not saved. The form and the link that opens a row need no script of ours;
// the frame of the admin shows its pages only with its own.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("rh-rows");
  if (!form) return;
  const total = form.querySelector("#id_rows-TOTAL_FORMS");
  const list = document.getElementById("rh-list");
  const blank = document.getElementById("rh-empty");
  const unopened = document.getElementById("rh-unopened");
  let saving = false;

  const markDirty = () => {
    form.dataset.dirty = "";
    document.querySelectorAll("#rh-verbs button").forEach((button) => { button.disabled = true; });
    const note = document.getElementById("rh-save-first");
    if (note) note.hidden = false;
  };

  const prepare = (row) => {
    row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true }));
    window.django.jQuery(row).find(".unfold-admin-autocomplete").djangoCustomSelect2();
  };

  const open = async (row) => {
    const closed = row.querySelector("input[name$=-closed]");
    if (!row.open || !closed || "asked" in row.dataset) return;
    row.dataset.asked = "";
    const key = row.querySelector("input[name$=-key]").value;
    const asked = new URLSearchParams({ key, number: closed.name.split("-")[1] });
    // A session that has ended is redirected to the page to log in, which is no row.
    const fields = await fetch(`${form.dataset.row}?${asked}`)
      .then((answer) => (answer.ok && !answer.redirected ? answer.text() : null))
      .catch(() => null);
    unopened.hidden = fields !== null;
    delete row.dataset.asked;
    if (fields === null) {
      row.open = false;
      row.querySelector("summary").append(unopened);
      return;
    }
    closed.insertAdjacentHTML("beforebegin", fields);
    closed.remove();
    prepare(row);
  };
  // The line itself opens the row here: the link is for a page without scripts.
  list.querySelectorAll(".rh-edit").forEach((link) => link.remove());
  // The event does not bubble.
  list.addEventListener("toggle", (event) => open(event.target), true);

  document.getElementById("rh-add").addEventListener("click", () => {
    const holder = document.createElement("div");
    holder.innerHTML = blank.innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.firstElementChild;
    list.append(row);
    total.value = String(Number(total.value) + 1);
    prepare(row);
    row.scrollIntoView({ block: "center" });
    row.querySelector(".rh-grid input[type=text]").focus();
    markDirty();
  });

  form.addEventListener("input", (event) => {
    markDirty();
    const title = document.documentElement.lang === "zh-hans" ? "-title_zh" : "-title_en";
    if (!event.target.name.endsWith(title)) return;
    event.target.closest(".rh-row").querySelector(".rh-title").textContent = event.target.value;
  });
  form.addEventListener("submit", () => { saving = true; });
  if (window.django) window.django.jQuery(form).on("change", "select", markDirty);
  window.addEventListener("beforeunload", (event) => {
    if ("dirty" in form.dataset && !saving) event.preventDefault();
  });
});
