/* When the server does not answer: one line at the question, and Try again, which loses nothing. */
(() => {
  "use strict";
  const { words, made, history, address } = window.rapporteur;
  const CALLS = /\/gradio_api\/(queue|component_server|call|heartbeat)/;
  const original = window.fetch;
  const style = made("style", "", "html[data-gone] .toast-wrap { display: none !important; }");
  document.head.append(style); // Gradio's own message says less, elsewhere

  window.fetch = async (asked, ...rest) => {
    const ours = CALLS.test(String(asked?.url ?? asked));
    try {
      return await original(asked, ...rest);
    } catch (error) {
      if (ours && error.name !== "AbortError" && !leaving) gone();
      throw error;
    }
  };

  let leaving = false;
  addEventListener("beforeunload", () => (leaving = true));

  const box = () => document.querySelector("#question textarea");

  function gone() {
    document.documentElement.dataset.gone = "yes";
    if (document.querySelector(".gone-line")) return;
    const line = made("p", "gone-line", `${words().server_gone} `);
    line.setAttribute("role", "alert");
    const button = Object.assign(made("button", "plain-action", words().try_again), { type: "button" });
    button.addEventListener("click", () => again(line, button));
    line.append(button);
    (document.querySelector("#question") ?? document.body).after(line);
  }

  /** Starts the page anew where the server is back; what was typed or waited for is asked then. */
  async function again(line, button) {
    button.disabled = true;
    const back = await original("/healthz").catch(() => null);
    button.disabled = false;
    if (!back?.ok) return void (line.firstChild.textContent = `${words().server_still_gone} `);
    const question = box()?.value.trim();
    if (question) history.later(question);
    address.reload();
  }
})();
