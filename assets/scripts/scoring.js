// Scoring with the keyboard.
//
// A key acts only while a score has the focus, never while somebody writes, and never with Alt, Ctrl or Meta, which
// belong to the browser and to assistive technology. Whoever does not want the keys switches them off; that is kept
// on the device.

const pause = 1000;
const kept = "townlab-score-keys";

function isOff() {
  try {
    return localStorage.getItem(kept) === "off";
  } catch {
    return false;
  }
}

function remember(on) {
  try {
    if (on) localStorage.removeItem(kept);
    else localStorage.setItem(kept, "off");
  } catch {
    // Then it holds for this page.
  }
}

const scoresOf = (group) => [...group.querySelectorAll("input[type=radio]")];

function choose(radio) {
  radio.focus();
  if (radio.checked) return;
  radio.checked = true;
  radio.dispatchEvent(new Event("input", { bubbles: true }));
  radio.dispatchEvent(new Event("change", { bubbles: true }));
}

export function startScoring(form) {
  const groups = [...form.querySelectorAll("[data-score-group]")];
  const help = document.querySelector("[data-shortcuts]");
  if (groups.length === 0 || !help) return;
  const control = help.querySelector("[data-shortcuts-switch]");
  help.hidden = false;
  control.checked = !isOff();
  control.addEventListener("change", () => remember(control.checked));
  let typed = "";
  let last = 0;

  // On a scale of more than ten scores, 1 and then 0 is 10.
  function pick(group, digit, now) {
    const radios = scoresOf(group);
    const of = (value) => radios.find((radio) => radio.value === value);
    typed = now - last < pause && of(typed + digit) ? typed + digit : digit;
    last = now;
    const radio = of(typed);
    if (radio) choose(radio);
    return Boolean(radio);
  }

  function goTo(group) {
    const radios = group ? scoresOf(group) : [];
    const target = radios.find((radio) => radio.checked) ?? radios[0];
    target?.focus();
    return Boolean(target);
  }

  form.addEventListener("keydown", (event) => {
    if (!control.checked || event.ctrlKey || event.altKey || event.metaKey || event.target.type !== "radio") return;
    const group = event.target.closest("[data-score-group]");
    const at = groups.indexOf(group);
    if (at < 0) return;
    const act = {
      n: () => goTo(groups[at + 1]),
      p: () => goTo(groups[at - 1]),
      r: () => {
        const reason = group.querySelector("textarea");
        reason?.focus();
        return Boolean(reason);
      },
    }[event.key.toLowerCase()];
    const done = /^[0-9]$/.test(event.key) ? pick(group, event.key, event.timeStamp) : act?.();
    if (done) event.preventDefault();
  });
}
