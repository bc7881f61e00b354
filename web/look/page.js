/* The words of the page, what its parts share, and the calls to the server. */
(() => {
  "use strict";
  const COOKIE = "rapporteur_language";
  let server = null;
  const ready = []; // what waits for the server's functions

  function words() {
    const kept = document.querySelector(".masthead")?.dataset.words;
    return kept ? JSON.parse(kept) : {};
  }

  /** Calls a function of the server; resolves to what it gives, or to null where it cannot be reached. */
  function call(name, asked) {
    if (!server) return new Promise((resolve) => ready.push(() => resolve(call(name, asked))));
    return server[name](asked).catch(() => null);
  }

  let stand = () => {};
  const connected = new Promise((resolve) => (stand = resolve));

  function connect(functions, events) {
    server = functions;
    window.rapporteur.trigger = events;
    ready.splice(0).forEach((wait) => wait());
    stand();
  }

  const made = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text });

  /** Asks in a dialog for words; resolves to them, or to null where the reader leaves it. Enter sends one line. */
  function prompt(question, value, send, { lines = 3, longest = 2000 } = {}) {
    return new Promise((resolve) => {
      const dialog = made("dialog", "prompt", "");
      const form = Object.assign(made("form", "", ""), { method: "dialog" });
      const label = made("label", "", question);
      const field = made(lines > 1 ? "textarea" : "input", "field", "");
      Object.assign(field, lines > 1 ? { rows: lines } : { type: "text" }, { maxLength: longest, dir: "auto", value });
      const button = Object.assign(made("button", "main-action", send), { value: "send" });
      const leave = Object.assign(made("button", "plain-action", words().close), { type: "button" });
      leave.addEventListener("click", () => dialog.close(""));
      dialog.addEventListener("close", () => {
        dialog.remove();
        resolve(dialog.returnValue === "send" ? field.value : null);
      });
      const actions = made("p", "", "");
      actions.append(button, leave);
      label.append(field);
      form.append(label, actions);
      dialog.append(form);
      dialog.setAttribute("aria-label", question);
      document.querySelector(".gradio-container").append(dialog);
      dialog.showModal();
      field.select();
    });
  }

  /** Says something at the foot of the page for a while, with something that can be done about it. */
  function toast(text, { label = "", act = () => {}, lasts = 6000 } = {}) {
    document.querySelector(".toast")?.remove();
    const place = made("div", "toast", "");
    place.setAttribute("role", "status");
    document.querySelector(".gradio-container").append(place);
    place.append(made("span", "", text));
    if (label) {
      const button = Object.assign(made("button", "plain-action", label), { type: "button" });
      button.addEventListener("click", () => (place.remove(), act()));
      place.append(button);
    }
    setTimeout(() => place.remove(), lasts);
  }

  async function copy(text, shown) {
    try {
      await navigator.clipboard.writeText(text);
      return words().copied;
    } catch {
      if (shown) getSelection().selectAllChildren(shown);
      return words().copy_by_hand;
    }
  }

  function say(element, text) {
    const before = (element.dataset.label ??= element.textContent);
    element.textContent = text;
    setTimeout(() => (element.textContent = before), 2000);
  }

  function save(name, type, content) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  /** Saves what the server wrote: JSON with the file's name, its type and its bytes in base64. */
  function saveFile(written) {
    if (!written) return;
    const { name, type, content } = JSON.parse(written);
    save(name, type, Uint8Array.from(atob(content), (character) => character.charCodeAt(0)));
  }

  document.addEventListener("click", (event) => {
    const language = event.target.closest("button.language")?.dataset.language;
    if (!language) return;
    document.cookie = `${COOKIE}=${language}; path=/; max-age=31536000; SameSite=Lax`;
    location.reload();
  });

  window.rapporteur = { words, call, connect, connected, copy, made, prompt, save, saveFile, say, toast };
})();
