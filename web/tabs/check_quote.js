/* The Check tab's quotation: the verdict comes below the form. */
(() => {
  "use strict";
  const { words, call, showPage } = window.rapporteur;

  /* A verdict belongs to the words it was asked for: without words there is none. */
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form.check-quote");
    if (form && !form.quote.value.trim()) form.parentElement.querySelector(".verdict-on").replaceChildren();
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form.check-quote")) return;
    event.preventDefault();
    const place = form.parentElement.querySelector(".verdict-on");
    place.textContent = words().loading ?? "";
    const html = await call("check_quote", { quote: form.quote.value, source: form.source.value });
    if (html === null) {
      place.textContent = words().unreachable;
      return;
    }
    place.innerHTML = html;
    const card = place.querySelector("details.source");
    if (!card) return;
    card.open = true;
    showPage(card);
  });
})();
