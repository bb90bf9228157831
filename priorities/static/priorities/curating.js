"use strict";
// The list of priorities as a form: adds rows, and keeps a verb from being pressed over
// changes that are not saved. Without scripts the form still saves.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("rh-rows");
  if (!form) return;
  const total = form.querySelector("#id_rows-TOTAL_FORMS");
  const list = document.getElementById("rh-list");
  const blank = document.getElementById("rh-empty");
  let saving = false;

  const markDirty = () => {
    form.dataset.dirty = "";
    document.querySelectorAll("#rh-verbs button").forEach((button) => { button.disabled = true; });
    const note = document.getElementById("rh-save-first");
    if (note) note.hidden = false;
  };

  document.getElementById("rh-add").addEventListener("click", () => {
    const holder = document.createElement("div");
    holder.innerHTML = blank.innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.firstElementChild;
    list.append(row);
    total.value = String(Number(total.value) + 1);
    row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true }));
    window.django.jQuery(row).find(".unfold-admin-autocomplete").djangoCustomSelect2();
    row.scrollIntoView({ block: "center" });
    row.querySelector("input[type=text]").focus();
    markDirty();
  });

  form.addEventListener("input", (event) => {
    markDirty();
    if (!event.target.name.endsWith("-title_en")) return;
    event.target.closest(".rh-row").querySelector(".rh-title").textContent = event.target.value;
  });
  form.addEventListener("submit", () => { saving = true; });
  if (window.django) window.django.jQuery(form).on("change", "select", markDirty);
  window.addEventListener("beforeunload", (event) => {
    if ("dirty" in form.dataset && !saving) event.preventDefault();
  });
});
