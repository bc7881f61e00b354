/* Addresses: each tab, conversation, question and passage has one, and Back and Forward go between them. */
(() => {
  "use strict";
  const followers = [];
  let started = false; // until the page stands where its address leads, tabs write no address
  let following = false; // while the page goes where an address leads, nothing is written over it

  const here = () => new URLSearchParams(location.search);

  const written = (parts) => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(parts)) if (value) query.set(name, value);
    const text = query.toString().replaceAll("%2F", "/").replaceAll("%2C", ",");
    return text ? `?${text}` : location.pathname;
  };

  /** The tab that an address leads to. */
  const room = (to) => to.get("tab") || (to.get("cite") ? "look_up" : to.get("brief") ? "brief" : "ask");

  /** Writes an address: {tab, c, q, cite, brief}; what has no value is left out. */
  function go(parts, { instead = false } = {}) {
    if (following) return;
    const address = written(parts);
    if (address === location.search || (address === location.pathname && !location.search)) return;
    history[instead ? "replaceState" : "pushState"](null, "", address);
  }

  /** Calls `follow` with the parts of the address whenever the reader goes back or forward. */
  function onReturn(follow) {
    followers.push(follow);
  }

  /** Shows a tab of the page by its name; those that have no room are shown by the server. */
  function select(tab) {
    const wanted = document.querySelector(`#rooms button[role="tab"][data-tab-id="${tab}"]`);
    if (!wanted) window.rapporteur.trigger?.("turn", { tab });
    else if (wanted.getAttribute("aria-selected") !== "true") wanted.click();
  }

  /** A tab was chosen. */
  function tab(name) {
    if (!started) return;
    if (room(here()) === name) return;
    if (name === "ask") window.rapporteur.history?.address();
    else go({ tab: name });
  }

  /** The page stands. */
  function start() {
    started = true;
  }

  addEventListener("popstate", () => {
    following = true;
    const now = here();
    select(room(now));
    for (const follow of followers) follow(now);
    setTimeout(() => (following = false));
  });

  window.rapporteur.address = { go, here, reload: () => location.reload(), onReturn, room, select, start, tab };
})();
