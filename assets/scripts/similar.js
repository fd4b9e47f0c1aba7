// Shows, under a question, what there is already that is like what somebody types there.
//
// An element with data-similar-url names the question by data-similar-to. The words are posted with the form's CSRF
// token when the person pauses; the answer is {"count": 2, "html": "..."}, written and escaped by the server. Without an
// answer nothing is said: the same list is offered once the form was sent.

const pause = 700;
const fewest = 4;

export function startSimilar(place) {
  const field = document.getElementById(place.dataset.similarTo);
  const token = field?.form?.querySelector("[name=csrf_token]");
  if (!token) return;
  (field.closest(".govuk-form-group") ?? field).after(place);
  let timer;
  let asked = "";
  let under;

  function show(html) {
    // The same list is not read out again.
    if (place.innerHTML === html) return;
    place.innerHTML = html;
    place.hidden = html.trim() === "";
  }

  async function look() {
    const words = field.value.trim();
    if (words === asked) return;
    asked = words;
    under?.abort();
    if (words.length < fewest) return show("");
    under = new AbortController();
    try {
      const response = await fetch(place.dataset.similarUrl, {
        method: "POST",
        body: new URLSearchParams({ words, csrf_token: token.value }),
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        redirect: "error",
        signal: under.signal,
      });
      if (response.ok) show((await response.json()).html);
    } catch {
      // Nothing to show.
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, pause);
  });
}
