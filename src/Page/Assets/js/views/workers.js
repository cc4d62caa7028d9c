// All workers with their slots.

import { actionButton, asked, isUnlocked } from "../actions.js";
import { get } from "../api.js";
import { h, keyed, say, whenChanged } from "../dom.js";
import { count, plural } from "../format.js";
import { slotTable } from "../slots.js";
import { badge } from "../statuses.js";

export const interval = 1_000;

export function create() {
  const facts = h("span", { class: "muted" });
  const list = h("div", { class: "stack", id: "workers" });
  const empty = h("div", { class: "card empty", hidden: true }, h("h2", {}, "No workers"), h("p", {}, "Nothing is trained until one comes. Ready cells wait."));
  const more = h("p", { class: "muted small" });
  let last = null;

  function draw(answer) {
    last = answer;
    say(facts, `${plural(answer.total, "worker")} · ${answer.busySlots} of ${plural(answer.slots, "slot")} busy${answer.cordoned ? ` · ${answer.cordoned} cordoned` : ""}`);
    empty.hidden = answer.total > 0;
    keyed(list, answer.workers, worker => worker.name, createCard, (card, worker) => card.update(worker));
    say(more, answer.total > answer.workers.length ? `and ${count(answer.total - answer.workers.length)} more workers` : "");
  }

  return {
    element: h("div", {}, h("div", { class: "headline" }, h("h1", {}, "Workers"), facts), list, empty, more),
    title: () => "Workers",
    async update(signal) { draw(await get("api/workers", signal)); },
    events: { actionschange: () => last && draw(last) },
  };
}

function createCard(worker) {
  const path = `api/workers/${encodeURIComponent(worker.name)}`;
  const about = h("span", { class: "muted small" });
  const cordoned = badge("cordoned");
  const reason = h("span", { class: "small" });
  const actions = h("div", { class: "actions" });
  const slots = slotTable(true);
  const more = h("p", { class: "muted small" });
  const showActions = whenChanged(({ unlocked, cordon }) => actions.replaceChildren(...!unlocked ? [] : [cordon
    ? actionButton("Uncordon", { path: `${path}/uncordon`, done: () => `${worker.name} takes work again.` })
    : actionButton("Cordon", {
      path: `${path}/cordon`, done: () => `${worker.name} is given no more work; what it has goes on.`,
      body: async () => {
        const text = await asked(`Give ${worker.name} no more work?`, "Reason, for others");
        return text === null ? null : { reason: text };
      },
    })]));
  const card = h("section", { class: "card", "data-worker": worker.name },
    h("div", { class: "row spread" }, h("div", { class: "row" }, h("h2", {}, worker.name), about, cordoned, reason), actions), slots.element, more);
  card.update = current => {
    say(about, `${current.host} · ${current.device} · ${current.busy} of ${plural(current.slotCount, "slot")} busy`);
    cordoned.hidden = current.cordon === undefined;
    say(reason, current.cordon ?? "");
    showActions({ unlocked: isUnlocked(), cordon: current.cordon !== undefined });
    slots.update(current.slots);
    say(more, current.slotCount > current.slots.length ? `and ${current.slotCount - current.slots.length} more slots` : "");
  };
  return card;
}
