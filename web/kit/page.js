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

  function connect(functions, events) {
    server = functions;
    window.rapporteur.trigger = events;
    ready.splice(0).forEach((wait) => wait());
  }

  /** Asks in a dialog for a line of text; resolves to it, or to null where the reader leaves it. */
  function prompt(question, value, send) {
    return new Promise((resolve) => {
      const dialog = document.createElement("dialog");
      dialog.className = "prompt";
      dialog.innerHTML = `<form method="dialog"><label><span></span><textarea rows="3" maxlength="2000" dir="auto"></textarea></label>
        <p><button value="send" class="main-action"></button> <button type="button" class="plain-action"></button></p></form>`;
      const [field, button, leave] = dialog.querySelectorAll("textarea, button");
      dialog.querySelector("span").textContent = question;
      field.value = value;
      button.textContent = send;
      leave.textContent = words().close;
      leave.addEventListener("click", () => dialog.close(""));
      dialog.addEventListener("close", () => {
        dialog.remove();
        resolve(dialog.returnValue === "send" ? field.value : null);
      });
      dialog.setAttribute("aria-label", question);
      document.querySelector(".gradio-container").append(dialog);
      dialog.showModal();
      field.select();
    });
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

  window.rapporteur = { words, call, connect, copy, prompt, say, saveFile };
})();
