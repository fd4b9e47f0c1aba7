// Says how far a file has got while it is sent.
//
// The form holds an element [data-upload-status] whose data-sending ("{percent}"), data-sent, data-failed and
// data-label hold the words. The answer is the page that a browser would show without this script, and is shown in place.

const step = 10;

function hasFile(form) {
  return [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length > 0);
}

function showAnswer(request, start) {
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const [before, after] = [document, page].map((found) => found.querySelector(".tl-body"));
  if (!before || !after) {
    window.location.assign(request.responseURL);
    return;
  }
  history.replaceState(null, "", request.responseURL);
  document.title = page.title;
  before.replaceWith(after);
  window.scrollTo(0, 0);
  start(after);
}

export function startUpload(form, start) {
  const status = form.querySelector("[data-upload-status]");
  if (!status) return;
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.setAttribute("aria-label", status.dataset.label);
  let busy = false;

  const say = (words) => {
    if (status.textContent !== words) status.textContent = words;
  };

  form.addEventListener("submit", (event) => {
    if (busy) {
      event.preventDefault();
      return;
    }
    if (!hasFile(form)) return;
    event.preventDefault();
    busy = true;
    const data = new FormData(form);
    if (event.submitter?.name) data.append(event.submitter.name, event.submitter.value);
    status.before(bar);
    bar.value = 0;
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.value = Math.floor((loaded / total) * 100);
      // A screen reader is told in steps, not at every packet.
      say(status.dataset.sending.replace("{percent}", bar.value - (bar.value % step)));
    });
    request.upload.addEventListener("load", () => {
      bar.removeAttribute("value");
      say(status.dataset.sent);
    });
    request.addEventListener("load", () => showAnswer(request, start));
    request.addEventListener("error", () => {
      busy = false;
      bar.remove();
      say(status.dataset.failed);
    });
    request.send(data);
  });
}
