/* A citation shows what it rests on when the pointer or the focus comes to it: words, reference, date and kind. */
(() => {
  "use strict";
  const { made } = window.rapporteur;
  const PAUSE = 250; // milliseconds that a pointer rests before something is shown
  const LONGEST = 420; // characters of the words
  let waiting = 0;

  function shown(link) {
    const card = document.getElementById(link.hash.slice(1));
    if (!card) return;
    hide();
    const preview = made("div", "preview", "");
    preview.id = "preview";
    preview.setAttribute("role", "tooltip");
    const quote = card.querySelector("blockquote mark") ?? card.querySelector("blockquote");
    const words = made("p", "words", quote.textContent.slice(0, LONGEST));
    Object.assign(words, { dir: "auto", lang: card.querySelector("blockquote").lang });
    const about = [".where", ".speaker", ".told"].map((part) => card.querySelector(`summary ${part}`)?.textContent);
    preview.append(words, made("p", "about", about.filter(Boolean).join(" · ")));
    document.querySelector(".gradio-container").append(preview);
    place(preview, link.getBoundingClientRect());
    link.setAttribute("aria-describedby", "preview");
  }

  function place(preview, at) {
    const { width, height } = preview.getBoundingClientRect();
    const above = at.top > height + 16;
    preview.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
    preview.style.top = `${above ? at.top - height - 8 : at.bottom + 8}px`;
  }

  function hide() {
    clearTimeout(waiting);
    document.getElementById("preview")?.remove();
    for (const each of document.querySelectorAll("[aria-describedby=preview]")) each.removeAttribute("aria-describedby");
  }

  const cited = (event) => event.target.closest?.("#chat a.cite, #chat a.reading");

  document.addEventListener("pointerover", (event) => {
    const link = cited(event);
    if (!link || event.pointerType === "touch") return; // a touch opens the source itself
    clearTimeout(waiting);
    waiting = setTimeout(() => shown(link), PAUSE);
  });
  document.addEventListener("pointerout", (event) => cited(event) && hide());
  document.addEventListener("focusin", (event) => cited(event)?.matches(":focus-visible") && shown(cited(event)));
  document.addEventListener("focusout", (event) => cited(event) && hide());
  document.addEventListener("click", hide);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  document.addEventListener("scroll", hide, { capture: true, passive: true });
})();
