// Saves a draft while it is being written.
//
// The form carries data-autosave-url and an element [data-autosave-status] whose data-saved, data-failed and
// data-conflict hold the words. Only the fields that changed since the last answer are posted, with the CSRF token
// and the fields marked data-autosave-always (such as the version the person started from).
// Answers: 200 {"saved_at": "14:02", "version": 3} saved; 409 somebody else has changed it; anything else is tried
// again at the next change.

const pause = 2000;
const pauseAfterFailure = 10000;

function snapshot(form) {
  const fields = new Map();
  const secret = new Set([...form.querySelectorAll("[type=password]")].map((field) => field.name));
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !secret.has(name)) fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  return fields;
}

function changes(before, after) {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => String(before.get(name)) !== String(after.get(name)));
}

function body(form, names, fields) {
  const data = new URLSearchParams();
  const always = [...form.querySelectorAll("[data-autosave-always], [name=csrf_token]")].map((field) => field.name);
  for (const name of new Set([...always, ...names])) {
    const values = fields.get(name) ?? [""];
    values.forEach((value) => data.append(name, value));
  }
  return data;
}

export function startAutosave(form) {
  const status = form.querySelector("[data-autosave-status]");
  if (!status) return;
  let saved = snapshot(form);
  let timer;
  let busy = false;
  let stopped = false;
  let failed = false;

  const say = (words) => {
    if (status.textContent !== words) status.textContent = words;
  };

  async function save() {
    const now = snapshot(form);
    const names = changes(saved, now);
    if (busy || stopped || names.length === 0) return;
    busy = true;
    failed = true;
    try {
      const response = await fetch(form.dataset.autosaveUrl, {
        method: "POST",
        body: body(form, names, now),
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        redirect: "error",
      });
      if (response.status === 409) {
        stopped = true;
        say(status.dataset.conflict);
      } else if (response.ok) {
        const answer = await response.json();
        saved = now;
        failed = false;
        const version = form.querySelector("[name=version]");
        if (version && answer.version !== undefined) version.value = answer.version;
        if (version) saved.set("version", [version.value]);
        say(status.dataset.saved.replace("{time}", answer.saved_at));
      } else {
        say(status.dataset.failed);
      }
    } catch {
      say(status.dataset.failed);
    } finally {
      busy = false;
      if (!stopped && changes(saved, snapshot(form)).length > 0) schedule();
    }
  }

  function schedule() {
    clearTimeout(timer);
    timer = setTimeout(save, failed ? pauseAfterFailure : pause);
  }

  form.addEventListener("input", schedule);
  form.addEventListener("change", schedule);
  form.addEventListener("submit", () => {
    stopped = true;
    clearTimeout(timer);
  });
}
