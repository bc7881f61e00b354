/* The brief's address (?brief=TOPIC), and a brief begun from it or from a collection of the notebook. */
(() => {
  "use strict";
  const { address, connected } = window.rapporteur;
  let shown = ""; // the topic that was collected last

  /** Opens the tab and collects who said what about a topic. */
  function begin(topic) {
    shown = topic;
    address.select("brief");
    window.rapporteur.trigger("brief", { topic });
  }

  /** A paper was collected: its topic is its address. */
  function collected(topic) {
    shown = topic.trim();
    if (shown) address.go({ brief: shown });
  }

  function follow(to) {
    const topic = to.get("brief");
    if (topic && topic !== shown) begin(topic);
  }

  document.addEventListener("click", (event) => {
    const collection = event.target.closest(".notebook button.begin_brief")?.closest("section");
    if (collection) begin(collection.querySelector("h2.collection").textContent);
  });

  address.onReturn(follow);
  connected.then(() => follow(address.here()));

  window.rapporteur.brief = { collected };
})();
