// Saves a draft while it is being written.
//
// The form carries data-autosave-url and an element [data-autosave-status] whose data-saved, data-failed and
// data-conflict hold the words. Only the questions that changed since the last answer are posted, with the CSRF token
// and the fields marked data-autosave-always (such as the version the person started from). A question in several
// fields (`date-day`, `date-month`) goes whole. Of a long text marked data-autosave-delta only the part that changed
// is sent, as `delta` (submissions/delta.py).
// Answers: 200 {"saved_at": "14:02", "version": 3} saved; 409 somebody else has changed it; 412 the change does not
// fit what is stored, send the whole text; anything else is tried again at the next change.

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
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const question = (name) => name.split("-")[0];
  const touched = new Set(
    names.filter((name) => String(before.get(name)) !== String(after.get(name))).map(question),
  );
  return names.filter((name) => touched.has(question(name)));
}

// As the service keeps it: `core.fields.base.tidy`.
const untyped = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b\ufeff]|\p{Cs}/gu;
const tidy = (text) => text.replace(/\r\n?/g, "\n").replace(untyped, "").trim();

async function delta(before, after) {
  const text = tidy(after);
  const [old, now] = [[...tidy(before)], [...text]];
  const limit = Math.min(old.length, now.length);
  let start = 0;
  while (start < limit && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < limit - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  const sha256 = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return JSON.stringify({ start, end, insert: now.slice(start, now.length - end).join(""), sha256 });
}

async function inParts(form, data, before) {
  // Where the page did not come by HTTPS, browsers reckon no hash: then the whole text goes.
  const name = form.querySelector("[data-autosave-delta]")?.name;
  if (!name || !data.has(name) || !window.crypto?.subtle) return data;
  const change = await delta(before.get(name)?.[0] ?? "", data.get(name));
  if (change.length < data.get(name).length) {
    data.delete(name);
    data.append("delta", change);
  }
  return data;
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
  let whole = false;
  let pressed;

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
      const data = body(form, names, now);
      const response = await fetch(form.dataset.autosaveUrl, {
        method: "POST",
        body: whole ? data : await inParts(form, data, saved),
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        redirect: "error",
      });
      if (response.status === 409) {
        stopped = true;
        say(status.dataset.conflict);
      } else if (response.status === 412 && !whole) {
        whole = true;
        failed = false;
        setTimeout(save);
      } else if (response.ok) {
        const answer = await response.json();
        saved = now;
        failed = false;
        whole = false;
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
      if (pressed !== undefined) {
        const button = pressed;
        pressed = undefined;
        form.requestSubmit(button);
      }
      if (!stopped && changes(saved, snapshot(form)).length > 0) schedule();
    }
  }

  function schedule() {
    clearTimeout(timer);
    timer = setTimeout(save, failed ? pauseAfterFailure : pause);
  }

  form.addEventListener("input", schedule);
  form.addEventListener("change", schedule);
  form.addEventListener("submit", (event) => {
    stopped = true;
    clearTimeout(timer);
    // What is on its way has to arrive first: it counts the version on, and the page would seem to be an old one.
    if (busy && form.enctype !== "multipart/form-data") {
      event.preventDefault();
      pressed = event.submitter;
    }
  });
}
