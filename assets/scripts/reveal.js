// Shows the questions that belong to a choice while that choice is made.
//
// In place of GOV.UK Frontend's Radios and Checkboxes, which put aria-expanded on radios, where it is not allowed.

function conditionalOf(input) {
  return document.getElementById(input.dataset.ariaControls);
}

export function startReveal(group) {
  const inputs = [...group.querySelectorAll("[data-aria-controls]")];
  if (inputs.length === 0) return;
  const hidden = `${group.dataset.module}__conditional--hidden`;
  const sync = () => inputs.forEach((input) => conditionalOf(input)?.classList.toggle(hidden, !input.checked));
  group.addEventListener("change", sync);
  // A browser that comes back to a page restores what was chosen, without a change.
  window.addEventListener("pageshow", sync);
  sync();
}
