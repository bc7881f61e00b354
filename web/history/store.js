/* The conversations that this browser keeps. Its tabs share them: what one writes is merged with what others wrote. */
(() => {
  "use strict";
  const KEY = "rapporteur.conversations";
  const MOST = 60; // conversations; a browser gives a page about 5 MB
  const LONGEST = 50; // exchanges of one that are kept

  const token = () => Math.random().toString(36).slice(2, 12);
  const now = () => new Date().toISOString();
  const newest = (one, other) => String(other.at).localeCompare(String(one.at));

  /** What is kept, newest first. */
  function all() {
    try {
      const { held } = JSON.parse(localStorage.getItem(KEY));
      return held.filter((each) => each && each.id && Array.isArray(each.exchanges)).sort(newest);
    } catch {
      return [];
    }
  }

  function write(held) {
    let kept = [...held].sort(newest).slice(0, MOST);
    for (;;) {
      try {
        localStorage.setItem(KEY, JSON.stringify({ held: kept }));
        return;
      } catch {
        if (kept.length < 2) return; // no room at all, or none is given
        kept = kept.slice(0, -1);
      }
    }
  }

  const get = (id) => all().find((each) => each.id === id) ?? null;

  /** Changes one conversation as it is now, whichever tab wrote it last; it is begun where it is not there. */
  function change(id, edit) {
    const held = all();
    let found = held.find((each) => each.id === id);
    if (!found) held.push((found = { id, name: "…", at: now(), exchanges: [] }));
    edit(found);
    write(held);
    return found;
  }

  function remove(id) {
    write(all().filter((each) => each.id !== id));
  }

  function put(conversation) {
    remove(conversation.id);
    write([conversation, ...all()]);
  }

  /** Exchanges of two tabs as one conversation.
   *  `shown` are the ids that this tab had on its page: what it no longer has of them it took away. */
  function merged(kept, mine, shown) {
    const own = new Map(mine.map((each) => [each.id, each]));
    const others = kept.filter((each) => own.has(each.id) || !shown.has(each.id));
    const there = new Set(others.map((each) => each.id));
    const both = [...others.map((each) => own.get(each.id) ?? each), ...mine.filter((each) => !there.has(each.id))];
    return both.sort((one, other) => String(one.at).localeCompare(String(other.at))).slice(-LONGEST);
  }

  /** Exchanges that a file or an earlier release brings, each with an id. */
  const named = (exchanges) => exchanges.map((each) => ({ ...each, id: each.id || token() }));

  /** What an earlier release kept, taken over once. */
  function takeOver(kept) {
    const old = Array.isArray(kept?.held) ? kept.held : [];
    if (!old.length || localStorage.getItem(KEY) !== null) return;
    const at = (place) => new Date(Date.now() - place * 1000).toISOString();
    write(old.map((each, place) => ({ id: each.id, name: each.name, at: at(place), exchanges: named(each.exchanges) })));
  }

  window.rapporteur.store = { KEY, all, change, get, merged, named, now, put, remove, takeOver, token };
})();
