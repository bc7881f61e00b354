/* Citations open their source; the panel shows the sources of one exchange at a time. What takes the server
   work (pictures, neighbours, references in other styles) is asked for when the reader wants it. */
(() => {
  "use strict";
  const { words, call, copy, say } = window.rapporteur;
  const NARROW = "(max-width: 60rem)";
  const KEPT = 40; // pictures kept here, so that a panel drawn anew shows them at once
  let chosen = null; // id of the source the reader opened last
  let awaited = false; // whether it was opened before the panel had it: an answer is drawn first
  let known = 0; // exchanges seen in the panel so far
  const pictures = new Map();

  const sections = () => [...document.querySelectorAll(".sources section.exchange")];
  const passageOf = (element) => element.closest("[data-passage]");
  const asked = (source) => ({ passage: source.dataset.passage, quote: source.dataset.quote });

  function show(section, source) {
    for (const each of sections()) each.hidden = each !== section;
    for (const each of section.querySelectorAll("details.source")) each.open = each === source;
    for (const link of document.querySelectorAll("a[href^='#source-']"))
      link.toggleAttribute("aria-current", Boolean(source) && link.hash === `#${source.id}`);
  }

  function arrange() {
    const all = sections();
    if (all.length !== known && !awaited) chosen = null;
    known = all.length;
    if (!all.length) return;
    const source = chosen && document.getElementById(chosen);
    const section = source ? source.closest("section") : all[all.length - 1];
    show(section, source || section.querySelector("details.source"));
    if (source) {
      awaited = false;
      showPage(source);
    }
  }

  function openSource(id) {
    const source = document.getElementById(id);
    chosen = id;
    awaited = !source;
    if (!source) return;
    show(source.closest("section"), source);
    document.querySelector("#ask")?.classList.add("sheet-open");
    source.scrollIntoView({ block: matchMedia(NARROW).matches ? "start" : "nearest" });
    source.querySelector("summary").focus({ preventScroll: true });
    showPage(source);
  }

  /** Closes the sheet that the sources are on narrow screens, and goes back to the citation. */
  function closeSheet() {
    document.querySelector("#ask")?.classList.remove("sheet-open");
    if (chosen) document.querySelector(`#chat a[href='#${chosen}']`)?.focus();
  }

  async function showPage(source) {
    const place = source.querySelector(".picture");
    const button = source.querySelector("button.show-page");
    if (!place || !button || place.dataset.shown) return;
    place.dataset.shown = "yes";
    button.hidden = true;
    const key = JSON.stringify(asked(source));
    if (!pictures.has(key)) {
      place.innerHTML = "<p class='note' role='status'></p>";
      place.firstChild.textContent = words().loading;
      const html = await call("page_picture", asked(source));
      if (html === null) return failed(place, button);
      pictures.set(key, html);
      if (pictures.size > KEPT) pictures.delete(pictures.keys().next().value);
    }
    place.innerHTML = pictures.get(key);
  }

  function failed(place, button) {
    place.innerHTML = "<p class='note' role='alert'></p>";
    place.firstChild.textContent = words().unreachable;
    delete place.dataset.shown;
    button.hidden = false;
  }

  async function showAround(button) {
    const source = passageOf(button);
    button.disabled = true;
    const beside = await call("around", asked(source));
    button.disabled = false;
    if (!beside) return say(button, words().unreachable);
    source.querySelector(".beside.before").innerHTML = beside.before;
    source.querySelector(".beside.after").innerHTML = beside.after;
    button.hidden = true;
  }

  async function changeStyle(select) {
    const source = passageOf(select);
    const text = await call("reference_in", { passage: source.dataset.passage, style: select.value });
    if (!text) return;
    source.querySelector("button.copy").dataset.copy = text;
    source.querySelector(".reference").textContent = text;
  }

  function enlarge(button) {
    const dialog = document.createElement("dialog");
    dialog.className = "enlarged";
    const image = button.querySelector("img").cloneNode();
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = words().close;
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => (dialog.remove(), button.focus()));
    dialog.setAttribute("aria-label", image.alt);
    dialog.append(close, image);
    document.querySelector(".gradio-container").append(dialog);
    dialog.showModal();
  }

  async function copyLink(link) {
    say(link, await copy(link.href));
  }

  async function copyReference(button) {
    say(button, await copy(button.dataset.copy, button.parentElement.querySelector(".reference")));
  }

  document.addEventListener("click", (event) => {
    const on = (selector) => event.target.closest(selector);
    const link = on("a[href^='#source-'], a[href^='#answer-']");
    const permalink = on("a.permalink");
    if (permalink || link) event.preventDefault();
    if (permalink) return void copyLink(permalink);
    if (on("button.copy")) return void copyReference(on("button.copy"));
    if (on("button.around")) return void showAround(on("button.around"));
    if (on("button.show-page")) return void showPage(passageOf(on("button.show-page")));
    if (on("button.enlarge")) return void enlarge(on("button.enlarge"));
    const summary = on("details.source > summary");
    if (summary && !summary.parentElement.open) {
      if (summary.closest("#source-panel")) chosen = summary.parentElement.id;
      showPage(summary.parentElement);
    }
    if (on(".close-sheet button")) return closeSheet();
    if (!link) return;
    const id = link.getAttribute("href").slice(1);
    if (id.startsWith("source-")) openSource(id);
    else {
      closeSheet();
      const place = Number(id.slice("answer-".length)) - 1;
      document.querySelectorAll("#chat .user-row")[place]?.scrollIntoView({ block: "start" });
    }
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("select.style")) changeStyle(event.target);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest("#panel")) closeSheet();
  });

  window.rapporteur.showPage = showPage;

  new MutationObserver((changes) => {
    if (changes.some((change) => change.target.closest?.("#source-panel") && !change.target.closest?.(".source"))) arrange();
    // Gradio labels each message with its raw HTML, which hides the words from a screen reader.
    for (const each of document.querySelectorAll("#chat [data-testid][aria-label]")) each.removeAttribute("aria-label");
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
