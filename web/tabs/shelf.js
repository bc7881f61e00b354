/* The Library tab: the table is searched, sorted and turned on the server; documents open in a dialog. */
(() => {
  "use strict";
  const { words, call } = window.rapporteur;
  const PAUSE = 200; // milliseconds without a key before the table is searched
  const asked = { query: "", sort: "", descending: false, start: 0 };
  let waiting = 0;
  let latest = 0;

  async function refresh() {
    const place = document.querySelector("#shelf .table");
    if (!place) return;
    const mine = ++latest;
    const html = await call("shelf", asked);
    if (mine !== latest) return;
    const sorted = document.activeElement?.dataset?.sort;
    if (html === null) place.textContent = words().unreachable;
    else place.innerHTML = html;
    mark();
    if (sorted) place.querySelector(`button.sort[data-sort="${sorted}"]`)?.focus();
  }

  // Documents chosen, whatever page of the table they stand on

  const chosen = new Set();

  function mark() {
    for (const box of document.querySelectorAll("#shelf input.choose")) box.checked = chosen.has(box.dataset.document);
    const bar = document.querySelector("#shelf .chosen");
    bar.hidden = chosen.size === 0;
    bar.querySelector(".number").textContent = (words().number_chosen ?? "").replace("{number}", chosen.size);
  }

  function askThese(documents) {
    window.rapporteur.trigger("narrow", { documents });
    window.rapporteur.toast(words().only_these.replace("{number}", documents.length));
    window.rapporteur.address.select("ask");
    document.querySelector("#question textarea")?.focus();
  }

  document.addEventListener("change", (event) => {
    const box = event.target.closest("#shelf input.choose");
    if (!box) return;
    chosen[box.checked ? "add" : "delete"](box.dataset.document);
    mark();
  });

  async function open(id) {
    const before = document.activeElement;
    const dialog = document.createElement("dialog");
    dialog.className = "reader";
    const close = Object.assign(document.createElement("button"), { type: "button", className: "close" });
    close.textContent = words().close;
    close.addEventListener("click", () => dialog.close());
    const content = document.createElement("div");
    content.textContent = words().loading;
    dialog.addEventListener("close", () => (dialog.remove(), before?.focus()));
    dialog.append(close, content);
    document.querySelector(".gradio-container").append(dialog);
    dialog.showModal();
    const html = await call("read_document", { document: id });
    if (html === null) content.textContent = words().unreachable;
    else content.innerHTML = html;
    dialog.setAttribute("aria-label", content.querySelector("h2")?.textContent ?? "");
  }

  async function readOn(button, afresh) {
    const text = button.closest("dialog").querySelector(".text");
    const start = Number(button.dataset.start);
    const html = await call("read_on", { document: text.dataset.document, start });
    if (html === null) return;
    if (afresh) {
      text.innerHTML = html;
      text.scrollIntoView();
    } else {
      button.parentElement.outerHTML = html;
    }
  }

  async function remove(button) {
    const { document: id, name } = button.dataset;
    if (!confirm(words().remove_really.replace("{name}", name))) return;
    button.disabled = true;
    const said = await call("remove", { document: id });
    await refresh();
    const status = document.querySelector("#shelf .said");
    status.textContent = said ?? words().unreachable;
  }

  document.addEventListener("input", (event) => {
    if (event.target.id !== "shelf-query") return;
    Object.assign(asked, { query: event.target.value, start: 0 });
    clearTimeout(waiting);
    waiting = setTimeout(refresh, PAUSE);
  });

  document.addEventListener("click", (event) => {
    const on = (selector) => event.target.closest(selector);
    const sort = on("#shelf button.sort")?.dataset.sort;
    if (sort) {
      Object.assign(asked, { descending: asked.sort === sort && !asked.descending, sort, start: 0 });
      refresh();
    }
    const turn = on("#shelf button.turn");
    if (turn) {
      asked.start = Number(turn.dataset.start);
      refresh();
    }
    if (on("button.open-document")) open(on("button.open-document").dataset.document);
    if (on("dialog.reader button.read-on")) readOn(on("button.read-on"), false);
    if (on("dialog.reader button.section")) readOn(on("button.section"), true);
    if (on("#shelf .ask-these")) askThese([...chosen]);
    if (on("button.ask-this")) askThese([on("button.ask-this").dataset.document]);
    if (on("#shelf .choose-none")) {
      chosen.clear();
      mark();
    }
    if (on("#shelf button.remove")) remove(on("#shelf button.remove"));
  });

  document.addEventListener("submit", (event) => {
    if (event.target.matches("form.shelf-search")) event.preventDefault();
  });

  window.rapporteur.shelf = { refresh };
})();
