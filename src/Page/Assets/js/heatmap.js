// The cells of a scheme by their two coordinates: unfinished ones by status, finished ones by accuracy. Tables, so that they can be
// read without being seen.

import { get } from "./api.js";
import { h, keyed, say, whenChanged } from "./dom.js";
import { percent, workAddress } from "./format.js";
import { accuracy, accuracyRamp, inkOn } from "./palette.js";
import { badge, leading, statuses } from "./statuses.js";

/** All heatmaps of a grid with the scale they share. */
export function heatmaps(grid) {
  const scale = h("div", { class: "scale" });
  const list = h("div", { class: "heatmaps" });
  const drawScale = whenChanged(({ range }) => scale.replaceChildren(...scaleParts(range)));
  return {
    element: h("div", { class: "stack" }, list, scale),
    update(maps, slots) {
      const range = rangeOf(maps);
      const progress = new Map(slots.filter(slot => slot.progress).map(slot => [slot.work, slot.progress.steps ? slot.progress.step / slot.progress.steps : 0]));
      drawScale({ range, dark: document.documentElement.dataset.theme });
      const inOrder = [...maps.filter(map => map.rowName !== ""), ...maps.filter(map => map.rowName === "")];
      keyed(list, inOrder, map => `${map.scheme} ${map.others} ${map.rows} ${map.columns}`, map => create(grid, map), (element, map) => element.update(map, range, progress));
    },
  };
}

/** The accuracies to spread the colours over; wide enough that noise does not look like signal. */
function rangeOf(maps) {
  const values = maps.flatMap(map => map.tiles.map(tile => tile.top1)).filter(value => value !== undefined);
  if (values.length === 0) return null;
  const low = Math.floor(Math.min(...values) * 20) / 20;
  const high = Math.ceil(Math.max(...values) * 20) / 20;
  return [low, Math.max(high, low + 0.1)];
}

function scaleParts(range) {
  const ramp = h("i");
  ramp.style.background = accuracyRamp();
  const colours = range === null ? [] : [h("span", { class: "ramp" }, "top-1 ", percent(range[0], 0), ramp, percent(range[1], 0))];
  const keys = ["training", "ready", "waiting", "backoff", "paused", "quarantined", "cancelled"]
    .map(status => h("span", { class: `key is-${status}` }, `${statuses[status].sign} ${status}`));
  return [...colours, ...keys];
}

function create(grid, map) {
  const rows = [...map.rows.keys()].reverse();
  const tiles = new Map();
  const at = (row, column) => {
    const tile = h("td");
    tiles.set(`${row} ${column}`, tile);
    return tile;
  };
  const hasAxes = map.rowName !== "";
  const table = h("table", {},
    h("caption", {}, h("h3", {}, map.title), hasAxes && h("span", { class: "muted axis" }, `${map.rowName} by ${map.columnName}`)),
    hasAxes && h("thead", {}, h("tr", {}, h("th", { scope: "col", class: "axis" }, map.rowName.split(" ").at(-1)),
      map.columns.map(column => h("th", { scope: "col" }, column)))),
    h("tbody", {}, rows.map(row => h("tr", {}, hasAxes && h("th", { scope: "row" }, map.rows[row]), map.columns.map((_, column) => at(row, column))))));
  const element = h("div", { class: "heatmap", "data-scheme": map.scheme }, table);
  element.update = (current, range, progress) => {
    for (const tile of current.tiles) draw(tiles.get(`${tile.row} ${tile.column}`), tile, current, grid, range, progress);
  };
  return element;
}

function draw(place, tile, map, grid, range, progress) {
  let face = place.firstChild;
  if (!face) {
    face = tile.work
      ? h("a", { href: workAddress(tile.work) }, h("span", { class: "value" }), h("span", { class: "fill" }))
      : h("button", { type: "button", onclick: () => showTile(grid, map, tile) }, h("span", { class: "value" }), h("span", { class: "part" }), h("span", { class: "fill" }));
    place.append(face);
  }
  const done = tile.statuses.committed ?? 0;
  const status = leading(tile.statuses);
  const isDone = done === tile.cells;
  const showsAccuracy = tile.top1 !== undefined && (isDone || done > 0 && status !== "quarantined");
  face.className = `tile is-${isDone ? "committed" : status}${tile.top1 === undefined ? "" : " has-result"}`;
  if (showsAccuracy && range) {
    const colour = accuracy((tile.top1 - range[0]) / (range[1] - range[0]));
    face.style.background = colour;
    face.style.color = inkOn(colour);
  } else {
    face.style.background = face.style.color = "";
  }
  say(face.querySelector(".value"), showsAccuracy ? (100 * tile.top1).toFixed(1) : statuses[isDone ? "committed" : status].sign);
  const part = face.querySelector(".part");
  if (part) say(part, isDone || done === 0 || showsAccuracy ? "" : `${done}/${tile.cells}`);
  const share = tile.work ? (status === "training" ? progress.get(tile.work) ?? 0 : 0) : (isDone ? 0 : done / tile.cells);
  face.querySelector(".fill").style.width = `${100 * share}%`;
  const where = [map.title, map.rows[tile.row] && `${map.rowName} ${map.rows[tile.row]}`, map.columns[tile.column] && `${map.columnName} ${map.columns[tile.column]}`].filter(Boolean).join(", ");
  const states = Object.entries(tile.statuses).map(([name, number]) => tile.cells === 1 ? name : `${number} ${name}`).join(", ");
  const words = `${where}: ${states}${tile.top1 === undefined ? "" : `, top-1 ${percent(tile.top1)}`}`;
  if (face.title !== words) {
    face.title = words;
    face.setAttribute("aria-label", words);
  }
}

async function showTile(grid, map, tile) {
  const list = h("ul");
  const heading = [map.rows[tile.row] && `${map.rowName} ${map.rows[tile.row]}`, map.columns[tile.column] && `${map.columnName} ${map.columns[tile.column]}`].filter(Boolean).join(", ");
  const close = () => dialog.close();
  const dialog = h("dialog", { "aria-label": heading, onclose: () => dialog.remove() },
    h("h2", {}, `${map.title}: ${heading || "all seeds"}`), list, h("div", { class: "actions" }, h("button", { class: "button", type: "button", onclick: close }, "Close")));
  document.body.append(dialog);
  dialog.showModal();
  try {
    const answer = await get(`api/grids/${encodeURIComponent(grid)}/cells?scheme=${map.scheme}&others=${encodeURIComponent(map.others)}&row=${tile.row}&column=${tile.column}`);
    list.append(...answer.cells.map(cell => h("li", {}, h("a", { href: workAddress(cell.work), onclick: close }, cell.label), badge(cell.status))));
    if (answer.total > answer.cells.length) list.append(h("li", { class: "muted" }, `and ${answer.total - answer.cells.length} more`));
  } catch (error) {
    list.append(h("li", { class: "error" }, error.message));
  }
}
