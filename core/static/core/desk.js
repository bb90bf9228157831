"use strict";
// What the theme of the desk leaves out for those who listen to a page instead of looking at it.

// The box of select2 stands for a select and takes over none of its label.
function nameChoices() {
  for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
    const label = select.labels[0];
    const box = select.nextElementSibling;
    if (!label || !box) continue;
    const name = label.textContent.replace("*", "").trim();
    for (const one of box.querySelectorAll(".select2-selection, [role=textbox]")) {
      one.setAttribute("aria-label", name);
    }
  }
}

addEventListener("load", () => {
  const main = document.getElementById("main");
  if (main) main.setAttribute("role", "main");
  // Each area that scrolls calls itself the same region, in English.
  for (const one of document.querySelectorAll(".simplebar-content-wrapper")) {
    one.removeAttribute("role");
    one.removeAttribute("aria-label");
  }
  // Behind the ready-handlers by which the boxes are made, which may come after `load`.
  if (window.django) window.django.jQuery(() => setTimeout(nameChoices));
});
// The boxes of a row that was added are made after it was told.
document.addEventListener("formset:added", () => setTimeout(nameChoices));
