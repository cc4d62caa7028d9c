// All grids.

import { get } from "../api.js";
import { h, keyed, say } from "../dom.js";
import { ago, count, plural } from "../format.js";
import { badge, setBadge, statusBar, statusKeys } from "../statuses.js";

export const interval = 1_500;

export function create() {
  const tiles = ["cells done", "training now", "slots busy", "failed for good"].map(name => {
    const value = h("p", { class: "big" });
    return { value, element: h("div", { class: "card figure-tile" }, value, h("p", { class: "muted small" }, name)) };
  });
  const list = h("div", { class: "stack", id: "grids" });
  const empty = h("div", { class: "card empty", hidden: true }, h("h2", {}, "No grids yet"), h("p", {}, "Submit one, and it appears here: ", h("code", {}, "jsccgrid submit demo")));
  const more = h("p", { class: "muted small" });
  const element = h("div", {}, h("div", { class: "headline" }, h("h1", {}, "Grids")), h("div", { class: "figures" }, tiles.map(tile => tile.element)), list, empty, more);
  return {
    element,
    title: () => "Grids",
    async update(signal) {
      const [{ total, grids }, workers] = await Promise.all([get("api/grids", signal), get("api/workers", signal)]);
      const sum = status => grids.reduce((all, grid) => all + (grid.cells.statuses[status] ?? 0), 0);
      fraction(tiles[0].value, sum("committed"), grids.reduce((all, grid) => all + grid.cells.total, 0));
      say(tiles[1].value, count(sum("training")));
      fraction(tiles[2].value, workers.busySlots, workers.slots);
      say(tiles[3].value, count(sum("quarantined")));
      empty.hidden = grids.length > 0;
      keyed(list, grids, grid => grid.name, createRow, (row, grid) => row.update(grid));
      say(more, total > grids.length ? `and ${count(total - grids.length)} more` : "");
    },
  };
}

function fraction(element, part, whole) {
  const text = `${count(part)} / ${count(whole)}`;
  if (element.dataset.text === text) return;
  element.dataset.text = text;
  element.replaceChildren(count(part), h("small", {}, ` / ${count(whole)}`));
}

function createRow(grid) {
  const status = badge(grid.status);
  const submitted = h("p", { class: "muted small" });
  const bar = statusBar();
  const keys = statusKeys();
  const percent = h("span");
  const cells = h("small");
  const row = h("a", { class: "card grid-row", href: `#/grids/${encodeURIComponent(grid.name)}` },
    h("div", {}, h("div", { class: "row" }, h("h2", {}, grid.name), status), submitted),
    h("div", {}, bar.element, keys.element), h("div", { class: "percent" }, percent, cells));
  row.update = current => {
    setBadge(status, current.status);
    say(submitted, `submitted ${ago(current.submittedAt)}${current.priority ? `, priority ${current.priority}` : ""}`);
    bar.update(current.cells);
    keys.update(current.cells);
    say(percent, `${Math.floor(100 * (current.cells.statuses.committed ?? 0) / Math.max(1, current.cells.total))} %`);
    say(cells, plural(current.cells.total, "cell"));
  };
  return row;
}
