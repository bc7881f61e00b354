/* The Look up tab: suggestions while typing, results below, and links that open it at a passage. */
(() => {
  "use strict";
  const { words, call, showPage } = window.rapporteur;
  const PAUSE = 150; // milliseconds without a key before suggestions are asked for
  let waiting = 0;
  let latest = 0;

  async function look(reference) {
    const form = document.querySelector("form.look-up");
    const found = document.querySelector("#look-up .found");
    form.reference.value = reference;
    const mine = ++latest;
    found.textContent = words().loading ?? "";
    const html = await call("find_reference", { reference });
    if (mine !== latest) return;
    if (html === null) {
      found.textContent = words().unreachable;
      return;
    }
    found.innerHTML = html;
    const cards = found.querySelectorAll("details.source");
    if (!found.querySelector(".result.found")) return;
    for (const card of [...cards].slice(0, 3)) {
      card.open = true;
      showPage(card);
    }
  }

  async function suggest(input) {
    const offered = await call("suggest", { typed: input.value });
    const list = document.getElementById("suggested");
    if (!offered || !list) return;
    list.replaceChildren(
      ...offered.map(({ value, label }) => Object.assign(document.createElement("option"), { value, label })),
    );
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.look-up")) return;
    event.preventDefault();
    look(event.target.reference.value.trim());
  });

  document.addEventListener("input", (event) => {
    if (event.target.id !== "reference") return;
    clearTimeout(waiting);
    waiting = setTimeout(() => suggest(event.target), PAUSE);
  });

  document.addEventListener("click", (event) => {
    const reference = event.target.closest("#look-up button.try")?.dataset.reference;
    if (reference) look(reference);
  });

  let linked = new URLSearchParams(location.search).get("cite");

  /** Called when the form has its words; a link that a colleague sent is looked up, once, when its tab is open. */
  function ready() {
    if (!linked) return;
    if (!document.querySelector("form.look-up")) {
      setTimeout(ready, 50);
      return;
    }
    const wanted = linked;
    linked = null;
    look(wanted);
  }

  window.rapporteur.lookUp = { ready };
})();
