/* What is done with an answer and with a conversation: the links in the chat, the list of conversations. */
(() => {
  "use strict";
  const { words, prompt } = window.rapporteur;
  const trigger = (name, data) => window.rapporteur.trigger?.(name, data);

  async function act(link) {
    const [, name, number, position] = link.hash.match(/^#(\w+)-(\d+)(?:-(\d+))?$/) ?? [];
    const data = { number: Number(number), position: Number(position) };
    if (name === "good" || name === "bad") {
      const reason = await prompt(words().rate_reason, "", words().send);
      if (reason !== null) trigger("rate", { ...data, good: name === "good", reason });
    } else if (["again", "reword", "widen", "leave"].includes(name)) {
      trigger(name, data);
      if (name === "reword") document.querySelector("#question textarea").focus();
    }
  }

  async function rename({ conversation: id, name }) {
    const given = await prompt(words().rename_to, name, words().send);
    if (given) trigger("rename", { id, name: given });
  }

  async function bring(input) {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    try {
      trigger("bring", { shared: JSON.parse(await file.text()) });
    } catch {
      trigger("bring", { shared: null });
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.act");
    if (link) {
      event.preventDefault();
      act(link);
      return;
    }
    const button = event.target.closest("#conversations button");
    if (!button) return;
    const { conversation: id, name } = button.dataset;
    if (button.matches(".open-conversation")) trigger("open", { id });
    else if (button.matches(".rename")) rename(button.dataset);
    else if (button.matches(".share")) trigger("pack", { id });
    else if (confirm(words().delete_really.replace("{name}", name))) trigger("delete", { id });
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("input.bring")) bring(event.target);
  });
})();
