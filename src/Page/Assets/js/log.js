// A log that grows: its last lines, and then what is added. The list stays at its end as long as the reader leaves it there.

import { get } from "./api.js";
import { h } from "./dom.js";
import { clockTime, minus } from "./format.js";

const maxLines = 500;

export function logView(path) {
  const list = h("ol", { class: "log", id: "log", tabindex: "0", "aria-label": "Log" });
  const empty = h("p", { class: "muted" }, "Nothing has been logged yet.");
  let next = null;
  return {
    element: h("div", {}, empty, list),
    /** Adds what is new; the events of it. */
    async update(signal) {
      const piece = await get(next === null ? path : `${path}?offset=${next}`, signal);
      if (next === piece.next && piece.lines.length === 0) return [];
      const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
      next = piece.next;
      const events = piece.lines.map(read);
      list.append(...events.map(line));
      while (list.childElementCount > maxLines) list.firstChild.remove();
      empty.hidden = list.childElementCount > 0;
      if (isAtEnd) list.scrollTop = list.scrollHeight;
      return events;
    },
  };
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return { event: "message", text };
  }
}

const line = event => h("li", { class: event.event }, h("time", {}, event.at ? clockTime(event.at) : ""), h("span", { class: "what" }, event.event), h("span", { class: "text" }, wording(event)));

function wording(event) {
  switch (event.event) {
    case "progress":
      return [`${event.phase} epoch ${event.epoch} of ${event.epochs}, step ${event.step} of ${event.steps}`,
        event.loss === undefined ? null : `loss ${minus(event.loss.toPrecision(4))}`, event.imagesPerSecond ? `${event.imagesPerSecond.toFixed(0)} images/s` : null].filter(Boolean).join(", ");
    case "checkpointed": return `checkpoint at step ${event.step}`;
    case "completed": return "the plan is done";
    case "preempted": return `stopped as asked at step ${event.step}`;
    case "failed": return `${event.reason}${event.detail ? `\n${event.detail}` : ""}`;
    case "message": return event.text;
    default: return "";
  }
}
