// Keeps a part of a page as it is now.
//
// An element [data-live-url] holds [data-live], which is replaced, and [data-live-status], whose data-updated and
// data-failed hold the words. Answers: {"html": "...", "at": "14:02"}, or 304 while nothing has changed. Nothing is
// replaced while somebody uses a link in it, and nothing is asked for while the page is not looked at.

const pause = 3000;
const pauseAfterFailure = 15000;

export function startLive(element) {
  const part = element.querySelector("[data-live]");
  const status = element.querySelector("[data-live-status]");
  let known = "";

  const say = (words) => {
    if (status.textContent !== words) status.textContent = words;
  };

  async function ask() {
    if (document.hidden || part.contains(document.activeElement)) return pause;
    const headers = { Accept: "application/json" };
    if (known) headers["If-None-Match"] = known;
    const response = await fetch(element.dataset.liveUrl, { headers, cache: "no-store", redirect: "error" });
    if (response.status === 304) return pause;
    if (!response.ok) throw new Error(response.status);
    const answer = await response.json();
    known = response.headers.get("ETag") ?? "";
    // The first answer mostly says what the page says already.
    const before = part.textContent;
    part.innerHTML = answer.html;
    if (part.textContent !== before) say(status.dataset.updated.replace("{time}", answer.at));
    return pause;
  }

  async function again() {
    let wait = pauseAfterFailure;
    try {
      wait = await ask();
    } catch {
      say(status.dataset.failed);
    }
    setTimeout(again, wait);
  }

  setTimeout(again, 500);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) ask().catch(() => {});
  });
}
