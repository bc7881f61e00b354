/* What is done with an answer: the links in the chat, the cards, and where the page stands while one is written. */
(() => {
  "use strict";
  const { words, prompt, copy, say } = window.rapporteur;
  const FRAMES = 120; // for which a new question is waited for in the page
  const trigger = (name, data) => window.rapporteur.trigger?.(name, data);

  async function act(link) {
    const [, name, number, position] = link.hash.match(/^#(\w+)-(\d+)(?:-(\d+))?$/) ?? [];
    const data = { number: Number(number), position: Number(position) };
    if (name === "good" || name === "bad") {
      const reason = await prompt(words().rate_reason, "", words().send);
      if (reason !== null) trigger("rate", { ...data, good: name === "good", reason });
    } else if (name === "put") {
      trigger("put", { question: link.textContent });
    } else if (name === "copy") {
      say(link, await copy(document.getElementById(`sources-${number}`).dataset.copy));
    } else if (["again", "reword", "widen", "leave", "fetch"].includes(name)) {
      trigger(name, data);
      if (name === "fetch") Object.assign(link, { textContent: words().fetching }).removeAttribute("href");
      if (name === "reword") document.querySelector("#question textarea").focus();
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.act");
    const question = event.target.closest("[data-question]")?.dataset.question;
    if (link || question) event.preventDefault();
    if (link) act(link);
    else if (question) {
      window.rapporteur.address.select("ask");
      trigger("put", { question });
    }
  });

  /** Fields for dates have the browser's own calendar; a field that the reader is at stays as it is. */
  function withCalendars() {
    for (const field of document.querySelectorAll(".a-date input:not([type=date])")) field.type = "date";
  }

  new MutationObserver(withCalendars).observe(document.documentElement, { childList: true, subtree: true });

  /** The question just asked goes to the top of what is seen: its answer is read from there. */
  function toTheTop(frames = FRAMES) {
    const question = [...document.querySelectorAll("#chat .user-row")].at(-1);
    const waiting = question && !question.nextElementSibling?.querySelector("a.permalink");
    if (waiting) question.scrollIntoView({ block: "start" });
    else if (frames) requestAnimationFrame(() => toTheTop(frames - 1));
  }

  document.addEventListener("rapporteur:asking", () => toTheTop());
})();
