/* The sidebar of conversations, and which of them is open in this tab. */
(() => {
  "use strict";
  const { words, prompt, save, store, address } = window.rapporteur;
  const UNDO = 10_000; // milliseconds for which what was deleted can be brought back
  const LEFT_ALONE = 60_000; // milliseconds after which a question that another tab asked is asked here
  const SETTLED = 1_500; // milliseconds after which whatever another tab wrote in the same moment is known here
  const LONGEST_NAME = 80;
  const trigger = (name, data) => window.rapporteur.trigger?.(name, data);
  const me = (sessionStorage.rapporteurTab ??= store.token());
  let current = ""; // id of the open conversation; none before the first question
  let shown = new Set(); // ids of its exchanges that are on the page
  let asked = ""; // the question asked last, for the address
  let writing = false;

  const list = () => document.querySelector("#history ol.conversations");

  /** The words of a conversation by which it can be found. */
  const heard = (held) => [held.name, ...held.exchanges.map((each) => each.question)].join(" ").toLowerCase();

  function draw() {
    const place = list();
    if (!place) return;
    const wanted = document.querySelector(".find-conversation").value.toLowerCase().split(/\s+/).filter(Boolean);
    const held = store.all();
    const found = held.filter((each) => wanted.every((word) => heard(each).includes(word)));
    place.replaceChildren(...found.map(item));
    document.querySelector("#history .none").hidden = found.length > 0;
  }

  function item({ id, name }) {
    const line = document.createElement("li");
    line.dataset.conversation = id;
    const open = Object.assign(document.createElement("button"), { type: "button", className: "open-conversation" });
    open.textContent = name;
    open.title = name;
    open.dir = "auto";
    if (id === current) open.setAttribute("aria-current", "true");
    const more = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = "⋯";
    summary.setAttribute("aria-label", `${words().more}: ${name}`);
    const menu = document.createElement("span");
    menu.append(...["rename", "share", "delete"].map((key) => action(key, name)));
    more.append(summary, menu);
    line.append(open, more);
    return line;
  }

  function action(key, name) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: key });
    button.textContent = words()[key];
    button.setAttribute("aria-label", `${words()[key]}: ${name}`);
    return button;
  }

  // What becomes of the open conversation

  /** A question was asked: it is kept before its answer is there. */
  function asking(written) {
    if (!written) return;
    const now = JSON.parse(written);
    writing = true;
    asked = now.question;
    if (!current) current = store.token();
    store.change(current, (held) => {
      if (!held.exchanges.length) held.name = held.named ? held.name : asked.slice(0, LONGEST_NAME);
      held.at = store.now();
      held.pending = { ...now, tab: me, since: Date.now() };
    });
    address.go(place());
    draw();
    document.dispatchEvent(new CustomEvent("rapporteur:asking"));
  }

  /** A question that could not be asked is asked when the page stands again. */
  function later(question) {
    current ||= store.token();
    asked = question;
    store.change(current, (held) => {
      if (!held.exchanges.length) held.name = question.slice(0, LONGEST_NAME);
      held.at = store.now();
      held.pending = { question, kept: held.exchanges.length, tab: me, since: Date.now() };
    });
    address.go(place());
  }

  /** An exchange is complete, or was judged. */
  function keep(written) {
    const mine = JSON.parse(written || "[]");
    writing = false;
    if (!current && !mine.length) return;
    current ||= store.token();
    store.change(current, (held) => {
      held.exchanges = store.merged(held.exchanges, mine, shown);
      if (held.name === "…" && mine.length) held.name = mine[0].question.slice(0, LONGEST_NAME);
      delete held.pending;
    });
    shown = new Set(mine.map((each) => each.id));
    draw();
    catchUp();
    setTimeout(keepAgain, SETTLED, current, mine.slice(-1));
    document.dispatchEvent(new CustomEvent("rapporteur:answered"));
  }

  /** Two tabs may write in the same moment, and neither know of the other: the newest exchange, where it was lost, is kept again. */
  function keepAgain(id, newest) {
    const held = store.get(id);
    if (!held || newest.every(({ id: one }) => held.exchanges.some((each) => each.id === one))) return;
    store.change(id, (now) => (now.exchanges = store.merged(now.exchanges, newest, new Set())));
    draw();
    catchUp();
  }

  /** Shows what another tab added to the open conversation, or took from it. */
  function catchUp() {
    const held = current && !writing ? store.get(current) : null;
    if (held && (held.exchanges.length !== shown.size || held.exchanges.some((each) => !shown.has(each.id)))) show(held);
  }

  function show(held) {
    shown = new Set(held.exchanges.map((each) => each.id));
    const left = held.pending;
    const mine = left && (left.tab === me || Date.now() - left.since > LEFT_ALONE);
    if (mine) writing = true;
    trigger("open", { exchanges: held.exchanges, pending: mine ? left : null });
  }

  /** Opens a conversation of this browser; what was asked in it and not answered is asked again. */
  function open(id, { instead = false } = {}) {
    const held = store.get(id);
    if (!held) return false;
    current = id;
    asked = held.pending?.question ?? held.exchanges.at(-1)?.question ?? "";
    address.go(place(), { instead });
    show(held);
    draw();
    document.querySelector("#history:popover-open")?.hidePopover();
    return true;
  }

  function fresh() {
    current = asked = "";
    shown = new Set();
    writing = false;
    trigger("fresh", {});
    address.go({});
    draw();
    document.querySelector("#history:popover-open")?.hidePopover();
    document.querySelector("#question textarea")?.focus();
  }

  const place = () => ({ c: current, q: asked });

  /** Goes where an address leads: to a conversation, to a question that is asked, to an empty page. */
  function follow(to, { instead = false } = {}) {
    if (address.room(to) !== "ask") return;
    const [id, question] = [to.get("c") ?? "", to.get("q") ?? ""];
    if (id && id === current) return reveal(question);
    if (id && open(id, { instead })) return;
    if (current) fresh();
    if (question && instead) trigger("put", { question });
  }

  function reveal(question) {
    asked = question;
    const places = [...document.querySelectorAll("#chat .user-row")];
    places.findLast((each) => each.textContent.includes(question))?.scrollIntoView({ block: "start" });
  }

  /** The page stands; `kept` is what an earlier release kept. */
  function begin(kept) {
    store.takeOver(kept);
    address.onReturn(follow);
    draw();
    window.rapporteur.connected.then(() => follow(address.here(), { instead: true }));
  }

  // The list

  async function rename(id) {
    const held = store.get(id);
    const given = await prompt(words().rename_to, held?.name ?? "", words().save, { lines: 1, longest: LONGEST_NAME });
    const name = given?.trim().replace(/\s+/g, " ");
    if (!name || !held) return;
    store.change(id, (each) => Object.assign(each, { name, named: true }));
    draw();
  }

  function remove(id) {
    const held = store.get(id);
    if (!held) return;
    store.remove(id);
    if (id === current) fresh();
    draw();
    window.rapporteur.toast(words().deleted.replace("{name}", held.name), {
      label: words().undo,
      lasts: UNDO,
      act: () => {
        store.put(held);
        draw();
      },
    });
  }

  function share(id) {
    const held = store.get(id);
    const told = JSON.stringify({ id: held.id, name: held.name, exchanges: held.exchanges }, null, 1);
    save("conversation.rapporteur.json", "application/json", told);
  }

  async function bring(input) {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    try {
      trigger("bring", { shared: JSON.parse(await file.text()) });
    } catch {
      window.rapporteur.toast(words().no_conversation_file);
    }
  }

  /** A file's conversation, as the server checked it, is opened. */
  function brought(written) {
    const { name, exchanges } = JSON.parse(written || "{}");
    if (!exchanges?.length) return window.rapporteur.toast(words().no_conversation_file);
    const id = store.token();
    store.put({ id, name: name || "…", named: true, at: store.now(), exchanges: store.named(exchanges) });
    open(id);
  }

  document.addEventListener("click", (event) => {
    const on = (selector) => event.target.closest(selector);
    if (on(".new-conversation")) return fresh();
    for (const menu of document.querySelectorAll("#history details[open]")) if (menu !== on("details")) menu.open = false;
    const id = on("#history li")?.dataset.conversation;
    if (!id) return;
    if (on(".open-conversation")) open(id);
    else if (on(".rename")) rename(id);
    else if (on(".share")) share(id);
    else if (on(".delete")) remove(id);
  });

  document.addEventListener("input", (event) => {
    if (event.target.matches(".find-conversation")) draw();
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("input.bring")) bring(event.target);
  });

  addEventListener("storage", ({ key }) => {
    if (key !== store.KEY) return;
    draw();
    catchUp();
  });

  window.rapporteur.history = { address: () => address.go(place()), asking, begin, brought, draw, keep, later };
})();
