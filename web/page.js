/* Citations open their source; the panel shows the sources of one exchange at a time. */
(() => {
  "use strict";
  let chosen = null; // id of the source the reader opened last
  let known = 0; // exchanges seen in the panel so far

  const sections = () => [...document.querySelectorAll(".sources section.exchange")];

  function show(section, source) {
    for (const each of sections()) each.hidden = each !== section;
    for (const each of section.querySelectorAll("details.source")) each.open = each === source;
    for (const link of document.querySelectorAll("a[href^='#source-']"))
      link.toggleAttribute("aria-current", Boolean(source) && link.hash === `#${source.id}`);
  }

  function arrange() {
    const all = sections();
    if (all.length !== known) chosen = null;
    known = all.length;
    if (!all.length) return;
    const source = chosen && document.getElementById(chosen);
    const section = source ? source.closest("section") : all[all.length - 1];
    show(section, source || section.querySelector("details.source"));
  }

  function openSource(id) {
    const source = document.getElementById(id);
    if (!source) return;
    chosen = id;
    show(source.closest("section"), source);
    const narrow = matchMedia("(max-width: 60rem)").matches;
    source.scrollIntoView({ block: narrow ? "start" : "nearest" });
    source.querySelector("summary").focus({ preventScroll: true });
  }

  async function copy(button) {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(button.parentElement.querySelector(".reference"));
      button.textContent = "Press Ctrl+C";
    }
    setTimeout(() => (button.textContent = "Copy reference"), 2000);
  }

  async function copyLink(link) {
    const words = link.textContent;
    await navigator.clipboard.writeText(link.href).then(
      () => (link.textContent = "copied"),
      () => (link.textContent = "use the menu of this link to copy it"),
    );
    setTimeout(() => (link.textContent = words), 2000);
  }

  function save(markdown) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([markdown], { type: "text/markdown" }));
    link.download = `rapporteur-${new Date().toISOString().slice(0, 10)}.md`;
    link.click();
    URL.revokeObjectURL(link.href);
  }
  window.rapporteur = { save };

  document.addEventListener("click", (event) => {
    const permalink = event.target.closest("a.permalink");
    if (permalink) {
      event.preventDefault();
      copyLink(permalink);
      return;
    }
    const link = event.target.closest("a[href^='#source-'], a[href^='#answer-']");
    const button = event.target.closest("button.copy");
    if (button) copy(button);
    if (!link) return;
    event.preventDefault();
    const id = link.getAttribute("href").slice(1);
    if (id.startsWith("source-")) openSource(id);
    else document.getElementById(id)?.scrollIntoView({ block: "start" });
  });

  document.addEventListener("keydown", (event) => {
    const source = event.key === "Escape" && event.target.closest("details.source");
    if (source) document.querySelector(`a[href='#${source.id}']`)?.focus();
  });

  new MutationObserver((changes) => {
    if (changes.some((change) => change.target.closest?.("#source-panel"))) arrange();
    // Gradio labels each message with its raw HTML, which hides the words from a screen reader.
    for (const each of document.querySelectorAll("#chat [data-testid][aria-label]")) each.removeAttribute("aria-label");
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
