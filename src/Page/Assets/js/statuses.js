// What cells can be, in the order in which bars show it, with a sign for those who do not go by colour.

import { h, keyed, say } from "./dom.js";
import { count } from "./format.js";

export const statuses = {
  committed: { sign: "✓", word: "done" },
  training: { sign: "▶", word: "training" },
  ready: { sign: "○", word: "ready, wait for a slot" },
  waiting: { sign: "⋯", word: "wait for a stage" },
  backoff: { sign: "↻", word: "wait for another try" },
  paused: { sign: "‖", word: "paused" },
  quarantined: { sign: "✕", word: "failed for good" },
  cancelled: { sign: "–", word: "cancelled" },
};

/** What a group of cells is coloured as: what most asks for attention. */
export function leading(counts) {
  return ["quarantined", "training", "backoff", "ready", "waiting", "paused", "cancelled", "committed"].find(status => counts[status]) ?? "waiting";
}

export const badge = status => h("span", { class: `badge is-${status}` }, status);

export function setBadge(element, status) {
  element.className = `badge is-${status}`;
  say(element, status);
}

/** A bar of all cells, and what its parts are. */
export function statusBar(thin = false) {
  const bar = h("div", { class: thin ? "bar thin" : "bar", role: "img" });
  return {
    element: bar,
    update(counts) {
      const parts = Object.keys(statuses).filter(status => counts.statuses[status]);
      bar.setAttribute("aria-label", parts.map(status => `${counts.statuses[status]} ${status}`).join(", "));
      keyed(bar, parts, status => status, status => h("span", { class: `is-${status}`, title: status }), (part, status) => { part.style.flexGrow = counts.statuses[status]; });
    },
  };
}

export function statusKeys() {
  const list = h("ul", { class: "keys" });
  return {
    element: list,
    update(counts) {
      const parts = Object.keys(statuses).filter(status => counts.statuses[status]);
      keyed(list, parts, status => status,
        status => h("li", { class: `key is-${status}` }, h("b"), h("span", {}, statuses[status].word)),
        (item, status) => say(item.firstChild, count(counts.statuses[status])));
    },
  };
}
