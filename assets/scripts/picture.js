// Draws a picture anew, on the server, while somebody fills in the form beside it. Nothing is saved.
const WAIT = 600;

export function startPicture(box) {
  const form = box.closest("main")?.querySelector("form[method=post]");
  if (!form) return;
  let timer;

  async function draw() {
    const data = new FormData(form);
    data.set("show", "yes");
    try {
      const answer = await fetch(box.dataset.livePicture, { method: "POST", body: data, credentials: "same-origin" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const drawn = page.getElementById(box.id);
      if (drawn) box.replaceChildren(...drawn.childNodes);
    } catch {
      // Without the server the old picture stays.
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(draw, WAIT);
  });
}
