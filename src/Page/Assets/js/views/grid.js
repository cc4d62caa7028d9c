// One grid: how far it is, its cells as heatmaps, the paper's figures as they fill in, what trains now and what failed.

import { actionButton, isUnlocked } from "../actions.js";
import { get } from "../api.js";
import { figureChart } from "../chart.js";
import { h, keyed, say, whenChanged } from "../dom.js";
import { ago, count, plural, span, workAddress } from "../format.js";
import { heatmaps } from "../heatmap.js";
import { slotTable } from "../slots.js";
import { badge, setBadge, statusBar, statusKeys } from "../statuses.js";

export const interval = 1_500;

export function create(name) {
  const path = `api/grids/${encodeURIComponent(name)}`;
  const status = badge("waiting");
  const facts = h("span", { class: "muted" });
  const actions = h("div", { class: "actions" });
  const bar = statusBar();
  const share = h("p", { class: "share" });
  const left = h("p", { class: "muted" });
  const keys = statusKeys();
  const stages = h("p", { class: "muted small" });
  const maps = heatmaps(name);
  const reading = h("p", { class: "muted small" });
  const charts = h("div", { class: "charts", id: "figures" });
  const figureProblem = h("p", { class: "card problem", hidden: true });
  const slots = slotTable(false);
  const idle = h("p", { class: "muted" }, "No slot works for this grid just now.");
  const failed = h("section", { class: "card", id: "failed", hidden: true }, h("h2", {}, "Failed for good"), h("table", { class: "plain" }, h("tbody")));
  const element = h("div", { class: "stack" },
    h("div", {}, h("p", { class: "crumb" }, h("a", { href: "#/" }, "Grids")), h("div", { class: "headline" }, h("h1", {}, name), status, facts, actions),
      h("section", { class: "card progress", "aria-label": "Progress" }, h("div", { class: "row spread" }, share, left), bar.element, keys.element, stages)),
    failed,
    h("section", { class: "card", id: "cells" }, h("div", { class: "row spread" }, h("h2", {}, "Cells"), reading), h("div", { class: "gap" }), maps.element),
    charts, figureProblem,
    h("section", { class: "card", id: "slots" }, h("h2", {}, "Training now"), slots.element, idle));
  let last = null;

  const showActions = whenChanged(({ status: now, unlocked, quarantined }) => actions.replaceChildren(...!unlocked ? [] : [
    now === "running" && actionButton("Pause", { path: `${path}/pause`, done: () => `${name} is paused; what was training hands its cell back after a checkpoint.` }),
    ["paused", "cancelled"].includes(now) && actionButton("Resume", { path: `${path}/resume`, done: () => `${name} goes on.` }),
    quarantined > 0 && actionButton("Retry failed", { path: `${path}/retry`, done: () => `${plural(quarantined, "cell or stage", "cells and stages")} of ${name} get another chance.` }),
    ["running", "paused"].includes(now) && actionButton("Cancel", {
      path: `${path}/cancel`, danger: true, question: `Give up the unfinished cells of ${name}? Results and checkpoints stay in the store.`, done: () => `${name} is cancelled.`,
    }),
  ].filter(Boolean)));
  const quarantinedOf = grid => (grid.cells.statuses.quarantined ?? 0) + (grid.stages.statuses.quarantined ?? 0);

  function draw(grid) {
    last = grid;
    setBadge(status, grid.status);
    const done = grid.cells.statuses.committed ?? 0;
    say(facts, `${count(done)} of ${plural(grid.cells.total, "cell")} done · submitted ${ago(grid.submittedAt)}${grid.priority ? ` · priority ${grid.priority}` : ""}`);
    showActions({ status: grid.status, unlocked: isUnlocked(), quarantined: quarantinedOf(grid) });
    say(share, `${Math.floor(100 * done / Math.max(1, grid.cells.total))}\u00a0%`);
    say(left, grid.remainingSeconds === undefined ? "" : `about ${span(grid.remainingSeconds)} left`);
    bar.update(grid.cells);
    keys.update(grid.cells);
    const kinds = grid.kinds.filter(kind => !grid.board.heatmaps.some(map => map.scheme === kind.kind));
    say(stages, grid.stages.total === 0 ? "" : `Shared stages: ${grid.stages.statuses.committed ?? 0} of ${grid.stages.total} done (${kinds.map(kind => `${kind.kind} ${kind.counts.statuses.committed ?? 0}/${kind.counts.total}`).join(", ")})`);
    maps.update(grid.board.heatmaps, grid.slots);
    say(reading, grid.board.resultsToRead > 0 ? `${count(grid.board.resultsRead)} results read, ${count(grid.board.resultsToRead)} to go` : "");
    keyed(charts, grid.board.figures, figure => figure.name, () => {
      const chart = figureChart();
      chart.element.update = chart.update;
      return chart.element;
    }, (card, figure) => card.update(figure));
    figureProblem.hidden = grid.board.figureProblem === undefined;
    say(figureProblem, grid.board.figureProblem ?? "");
    slots.update(grid.slots);
    slots.element.hidden = grid.slots.length === 0;
    idle.hidden = grid.slots.length > 0;
    failed.hidden = grid.quarantined.length === 0;
    keyed(failed.querySelector("tbody"), grid.quarantined, work => work.work,
      work => h("tr", {}, h("td", {}, h("a", { href: workAddress(work.work) }, work.label)), h("td", {})), (row, work) => say(row.lastChild, work.reason ?? ""));
  }

  const redraw = () => last && draw(last);
  return {
    element,
    title: () => last ? `${Math.floor(100 * (last.cells.statuses.committed ?? 0) / Math.max(1, last.cells.total))} % ${name}` : name,
    async update(signal) { draw(await get(path, signal)); },
    events: { actionschange: redraw, themechange: redraw },
  };
}
