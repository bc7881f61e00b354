/* The notebook: quotations kept in this browser, in named collections; the server holds them to the register. */
(() => {
  "use strict";
  const { words, call, prompt, made, saveFile, store, toast } = window.rapporteur;
  const KEY = "rapporteur.notebook";
  const MOST = 300; // entries of one collection
  let open = ""; // the collection that is shown
  let latest = 0;

  /** Every collection with its entries, in the reader's order. */
  function all() {
    try {
      const { collections } = JSON.parse(localStorage.getItem(KEY));
      return collections.filter((each) => each?.name && Array.isArray(each.entries));
    } catch {
      return [];
    }
  }

  /** Changes the collections as they are now, whichever tab wrote them last. */
  function change(edit) {
    const collections = all();
    edit(collections);
    try {
      localStorage.setItem(KEY, JSON.stringify({ collections }));
    } catch {
      toast(words().notebook_full);
    }
  }

  function named(collections, name) {
    let found = collections.find((each) => each.name === name);
    if (!found) collections.push((found = { name, entries: [] }));
    return found;
  }

  const current = () => all().find((each) => each.name === open) ?? all()[0];

  // Keeping

  function keep(passage, quote, reference) {
    const entry = { id: store.token(), passage, quote, note: "", reference, at: store.now() };
    const name = current()?.name ?? words().first_collection;
    change((collections) => {
      const { entries } = named(collections, name);
      if (!entries.some((each) => each.passage === passage && each.quote === quote)) entries.push(entry);
      entries.splice(0, entries.length - MOST);
    });
    const act = async () => {
      const note = await prompt(words().note, "", words().save);
      if (note) edit(entry.id, (each) => (each.note = note));
    };
    toast(words().kept_in.replace("{name}", name), { label: words().add_note, lasts: 8000, act });
    refresh();
  }

  /** The words that the reader marked in a passage; the quotation, where none are. */
  function chosen(place, quote) {
    const selection = getSelection();
    const inside = !selection.isCollapsed && place?.contains(selection.anchorNode) && place.contains(selection.focusNode);
    return inside ? selection.toString().trim() : quote;
  }

  function edit(id, act) {
    change((collections) => {
      for (const { entries } of collections) for (const each of entries) if (each.id === id) act(each, entries);
    });
  }

  // The tab

  async function refresh() {
    const place = document.querySelector(".notebook .entries");
    if (!place) return;
    draw();
    const mine = ++latest;
    const entries = current()?.entries ?? [];
    const html = entries.length ? await call("notebook", { entries }) : "";
    if (mine !== latest) return;
    if (html === null) return void (place.textContent = words().unreachable);
    place.innerHTML = html;
    document.querySelector(".notebook .none").hidden = entries.length > 0;
    for (const select of place.querySelectorAll("select.move")) {
      select.replaceChildren(...all().map(({ name }) => Object.assign(made("option", "", name), { value: name, selected: name === open })));
    }
  }

  function draw() {
    open = current()?.name ?? "";
    document.querySelector(".notebook h2.collection").textContent = open;
    document.querySelector(".notebook section .tries").hidden = !open;
    const list = all().map(({ name, entries }) => {
      const button = Object.assign(made("button", "open-collection", `${name} (${entries.length})`), { type: "button" });
      button.dataset.name = name;
      button.dir = "auto";
      if (name === open) button.setAttribute("aria-current", "true");
      const line = document.createElement("li");
      line.append(button);
      return line;
    });
    document.querySelector(".notebook .collections").replaceChildren(...list);
  }

  async function ask(question, value) {
    const given = await prompt(question, value, words().save, { lines: 1, longest: 80 });
    return given?.trim().replace(/\s+/g, " ") ?? "";
  }

  async function begin() {
    const name = await ask(words().new_collection, "");
    if (!name) return;
    change((collections) => named(collections, name));
    open = name;
    refresh();
  }

  async function rename() {
    const name = await ask(words().rename_collection, open);
    if (!name || all().some((each) => each.name === name)) return;
    change((collections) => (named(collections, open).name = name));
    open = name;
    refresh();
  }

  /** Takes something away; it can be brought back as it was. */
  function remove(text, take) {
    const before = localStorage.getItem(KEY);
    change(take);
    refresh();
    toast(text, { label: words().undo, lasts: 10_000, act: () => (localStorage.setItem(KEY, before), refresh()) });
  }

  function move(id, by) {
    edit(id, (entry, entries) => {
      const place = entries.indexOf(entry);
      const to = place + by;
      if (to >= 0 && to < entries.length) [entries[place], entries[to]] = [entries[to], entries[place]];
    });
    refresh();
  }

  function give(id, name) {
    change((collections) => {
      for (const each of collections) {
        const entry = each.entries.find((one) => one.id === id);
        if (!entry || each.name === name) continue;
        each.entries = each.entries.filter((one) => one !== entry);
        named(collections, name).entries.push(entry);
        return;
      }
    });
    refresh();
  }

  async function save(kind) {
    const { name, entries } = current() ?? { name: "", entries: [] };
    const file = await call("notebook_file", { name, entries, kind });
    if (file) saveFile(file);
    else toast(file === null ? words().unreachable : words().nothing_to_save);
  }

  document.addEventListener("click", (event) => {
    const on = (selector) => event.target.closest(selector);
    const source = on("button.keep")?.closest("[data-passage]");
    if (source) {
      const place = source.querySelector("blockquote, .words");
      const quote = chosen(place, source.dataset.quote ?? "");
      return keep(source.dataset.passage, quote, source.querySelector(".where, .place-of")?.textContent ?? "");
    }
    if (!on(".notebook")) return;
    const id = on("[data-entry]")?.dataset.entry;
    if (on(".open-collection")) {
      open = on(".open-collection").dataset.name;
      refresh();
    } else if (on(".new-collection")) begin();
    else if (on(".rename_collection")) rename();
    else if (on(".delete_collection")) {
      const gone = open;
      remove(words().deleted.replace("{name}", gone), (all) => all.splice(all.findIndex((each) => each.name === gone), 1));
    } else if (on(".notebook-save")) save(on(".notebook-save").dataset.kind);
    else if (on(".up")) move(id, -1);
    else if (on(".down")) move(id, 1);
    else if (on(".drop"))
      remove(words().entry_removed, (all) => {
        for (const each of all) each.entries = each.entries.filter((entry) => entry.id !== id);
      });
  });

  document.addEventListener("change", (event) => {
    const id = event.target.closest(".notebook [data-entry]")?.dataset.entry;
    if (!id) return;
    if (event.target.matches(".note-of")) edit(id, (entry) => (entry.note = event.target.value));
    else if (event.target.matches("select.move")) give(id, event.target.value);
  });

  addEventListener("storage", ({ key }) => key === KEY && refresh());

  window.rapporteur.notebook = { all, keep, refresh };
})();
