// Figures, such as accuracy over the SNR of the channel: lines with error bars, the noiseless channel beyond a break at the right, the
// re-ID baseline as a dashed line.

import { h, s, whenChanged } from "./dom.js";
import { decibels, percent, plural } from "./format.js";
import { isDark } from "./theme.js";

const [width, height] = [520, 340];
const box = { left: 50, right: 508, top: 14, bottom: 292 };
const noiselessWidth = 44;
const thinWidth = 1;

/** A figure that draws itself anew when its data change. */
export function figureChart() {
  const title = h("h3");
  const note = h("span", { class: "muted small" });
  const subtitle = h("p", { class: "muted small" });
  const plot = h("div", { class: "chart" });
  const legend = h("ul", { class: "legend", "aria-label": "Lines" });
  const numbers = h("details", { class: "numbers" }, h("summary", {}, "Numbers"), h("div", { class: "table-scroll" }));
  const draw = whenChanged(({ figure }) => {
    title.textContent = figure.heading;
    note.textContent = `${figure.finished} of ${plural(figure.cells, "cell")}`;
    subtitle.textContent = figure.subtitle + (figure.hiddenCurves ? `; ${figure.hiddenCurves} more lines are left out here` : "");
    drawPlot(plot, legend, figure.curves.map(styled), figure);
    numbers.lastChild.replaceChildren(numberTable(figure.curves, figure));
  });
  return {
    element: h("section", { class: "card figure" }, h("div", { class: "chart-note" }, title, note), subtitle, plot, legend, numbers),
    update: figure => draw({ figure, dark: document.documentElement.dataset.theme }),
  };
}

/** The accuracy of one finished cell over what it was tested at. */
export function scoreChart(points, name) {
  const plot = h("div", { class: "chart score" });
  const line = { title: name, points, steps: [], colour: "var(--accent)", shape: "circle", hollow: false };
  drawPlot(plot, null, [line], { ...overSnr, places: points.map(point => point.x) });
  return plot;
}

/** What a chart is whose points are accuracies over SNR. */
export const overSnr = { isOverSnr: true, isFraction: true, over: "Channel SNR (dB)", shown: "Top-1 accuracy (%)" };

const styled = curve => ({
  ...curve, colour: isDark() ? curve.style.dark : curve.style.light, shape: curve.style.marker, hollow: curve.style.isHollow,
  thin: curve.style.isThin,
});

/** A place on the horizontal axis in words. */
const placed = (x, figure) => x === "inf" ? "noiseless" : figure.isOverSnr ? `${decibels(x)} dB` : `${x}`;

const shown = (value, figure) => figure.isFraction ? percent(value) : value.toFixed(1);

function drawPlot(plot, legend, curves, figure) {
  const { bound } = figure;
  const axes = axesOf(curves, figure);
  const svg = s("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${figure.shown} over ${figure.over}, ${plural(curves.length, "line")}` });
  svg.append(...frame(axes, figure));
  if (bound !== undefined) {
    svg.append(s("line", { class: "bound", x1: box.left, x2: box.right, y1: axes.y(bound), y2: axes.y(bound) }),
      s("text", { x: box.left + 4, y: axes.y(bound) - 6 }, `re-ID baseline ${shown(bound, figure)}`));
  }
  const groups = curves.map(curve => drawCurve(curve, axes));
  svg.append(...groups);
  const tip = h("div", { class: "tip", hidden: true });
  plot.replaceChildren(svg, tip);
  const pick = index => {
    plot.classList.toggle("picking", index !== null);
    groups.forEach((group, i) => group.classList.toggle("picked", i === index));
  };
  svg.onpointermove = event => showTip(event, svg, tip, curves, axes, figure);
  svg.onpointerleave = () => { tip.hidden = true; };
  if (curves.every(curve => curve.points.length === 0))
    svg.append(s("text", { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, "text-anchor": "middle" }, "Lines appear as cells finish"));
  legend?.replaceChildren(...curves.map((curve, index) => h("li", {}, h("button", {
    type: "button", onmouseenter: () => pick(index), onfocus: () => pick(index), onmouseleave: () => pick(null), onblur: () => pick(null),
  }, swatch(curve), curve.title))));
}

/** From the places of its cells, so that the axis stays as it is while the lines fill in. */
function axesOf(curves, { bound, places, isLogarithmic, isFraction }) {
  const points = curves.flatMap(curve => curve.points);
  const finite = places.filter(place => place !== "inf");
  const noiseless = places.includes("inf");
  const scaled = isLogarithmic && finite.every(place => place > 0) ? Math.log2 : place => place;
  const [low, high] = finite.length ? [scaled(Math.min(...finite)), scaled(Math.max(...finite))] : [-10, 10];
  const right = noiseless ? box.right - noiselessWidth : box.right;
  const margin = 16;
  const tops = [...points.map(point => point.value + point.error), ...curves.flatMap(curve => curve.steps.map(step => step[1])), bound ?? 0, isFraction ? 0.1 : 1];
  const step = Math.min(niceStep(Math.max(...tops) / 5), isFraction ? 0.2 : Infinity);
  const needed = Math.ceil((Math.max(...tops) + step * 0.15) / step) * step;
  const top = isFraction ? Math.min(1, needed) : needed;
  const x = place => place === "inf" ? box.right - 12
    : low === high ? (box.left + right) / 2
    : box.left + margin + (scaled(place) - low) / (high - low) * (right - box.left - 2 * margin);
  const ticks = tickValues([...new Set(finite)].sort((a, b) => a - b), x);
  return { x, y: value => box.bottom - value / top * (box.bottom - box.top), top, step, ticks, noiseless, right };
}

/** The least of 1, 2, 5 times a power of ten that is no smaller. */
function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map(digit => digit * power).find(step => step >= rough - 1e-9);
}

/** The places themselves, without those that would touch. */
function tickValues(values, x) {
  const kept = [];
  for (const value of values) if (kept.length === 0 || x(value) - x(kept.at(-1)) >= 26) kept.push(value);
  return kept;
}

function frame(axes, figure) {
  const parts = [];
  for (let value = 0; value <= axes.top + 1e-9; value += axes.step) {
    const y = axes.y(value);
    parts.push(s("line", { class: "grid-line", x1: box.left, x2: box.right, y1: y, y2: y }), s("text", { x: box.left - 8, y: y + 4, "text-anchor": "end" }, figure.isFraction ? (100 * value).toFixed(0) : `${+value.toFixed(1)}`));
  }
  parts.push(s("line", { class: "axis-line", x1: box.left, x2: axes.right, y1: box.bottom, y2: box.bottom }));
  for (const tick of axes.ticks) parts.push(tickAt(axes.x(tick), figure.isOverSnr ? decibels(tick) : `${tick}`));
  if (axes.noiseless) {
    parts.push(tickAt(axes.x("inf"), "∞"), s("line", { class: "axis-line", x1: axes.right + 14, x2: box.right, y1: box.bottom, y2: box.bottom }));
    for (const shift of [4, 9]) parts.push(s("line", { class: "axis-line", x1: axes.right + shift - 3, x2: axes.right + shift + 3, y1: box.bottom + 5, y2: box.bottom - 5 }));
  }
  parts.push(s("text", { x: (box.left + axes.right) / 2, y: height - 6, "text-anchor": "middle" }, figure.over),
    s("text", { x: 0, y: 0, transform: `translate(13 ${(box.top + box.bottom) / 2}) rotate(-90)`, "text-anchor": "middle" }, figure.shown));
  return parts;
}

const tickAt = (x, text) => s("g", {}, s("line", { class: "axis-line", x1: x, x2: x, y1: box.bottom, y2: box.bottom + 5 }), s("text", { x, y: box.bottom + 20, "text-anchor": "middle" }, text));

function drawCurve(curve, axes) {
  const group = s("g", { class: "series", "data-series": curve.series });
  const finite = curve.points.filter(point => point.x !== "inf");
  const path = curve.steps.length ? stairs(curve.steps, axes) : finite.map((point, index) => `${index ? "L" : "M"}${axes.x(point.x).toFixed(1)} ${axes.y(point.value).toFixed(1)}`).join("");
  const line = s("path", { class: "line", d: path || "M0 0" });
  line.style.stroke = curve.colour;
  group.append(line);
  if (curve.thin) {
    line.style.strokeWidth = thinWidth;
    return group;
  }
  for (const point of curve.points) {
    const [x, y] = [axes.x(point.x), axes.y(point.value)];
    if (point.error > 0) {
      const whisker = s("path", { class: "whisker", d: `M${x} ${axes.y(point.value + point.error)}V${axes.y(Math.max(0, point.value - point.error))}` });
      whisker.style.stroke = curve.colour;
      group.append(whisker);
    }
    group.append(mark(curve, x, y));
  }
  return group;
}

function stairs(steps, axes) {
  let [path, level] = ["", null];
  for (const [snr, top1] of steps) {
    path += level === null ? `M${axes.x(snr).toFixed(1)} ${axes.y(top1).toFixed(1)}` : `H${axes.x(snr).toFixed(1)}V${axes.y(top1).toFixed(1)}`;
    level = top1;
  }
  return path;
}

function mark(curve, x, y) {
  const r = 4.6;
  const paths = {
    circle: `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`,
    square: `M${x - r * 0.9} ${y - r * 0.9}h${r * 1.8}v${r * 1.8}h${-r * 1.8}Z`,
    up: `M${x} ${y - r * 1.2}l${r * 1.15} ${r * 2}h${-r * 2.3}Z`,
    diamond: `M${x} ${y - r * 1.25}l${r * 1.25} ${r * 1.25}l${-r * 1.25} ${r * 1.25}l${-r * 1.25} ${-r * 1.25}Z`,
    down: `M${x} ${y + r * 1.2}l${r * 1.15} ${-r * 2}h${-r * 2.3}Z`,
  };
  const element = s("path", { class: "mark", d: paths[curve.shape] });
  element.style.stroke = curve.colour;
  element.style.fill = curve.hollow ? "var(--surface)" : curve.colour;
  return element;
}

function swatch(curve) {
  const svg = s("svg", { viewBox: "0 0 30 14", "aria-hidden": "true" });
  const line = s("path", { d: "M1 7H29", "stroke-width": curve.thin ? thinWidth : 2.2 });
  line.style.stroke = curve.colour;
  svg.append(line);
  if (!curve.thin) svg.append(mark(curve, 15, 7));
  return svg;
}

function showTip(event, svg, tip, curves, axes, figure) {
  const bounds = svg.getBoundingClientRect();
  const scale = width / bounds.width;
  const [px, py] = [(event.clientX - bounds.left) * scale, (event.clientY - bounds.top) * scale];
  let best = null;
  for (const curve of curves) {
    for (const point of curve.points) {
      const distance = Math.hypot(axes.x(point.x) - px, axes.y(point.value) - py);
      if (distance < (best?.distance ?? 42)) best = { distance, curve, point };
    }
  }
  tip.hidden = best === null;
  if (best === null) return;
  const { curve, point } = best;
  const error = point.error ? ` ± ${((figure.isFraction ? 100 : 1) * point.error).toFixed(1)}` : "";
  tip.textContent = `${curve.title}, ${placed(point.x, figure)}: ${shown(point.value, figure)}${error}${point.seeds > 1 ? `, ${point.seeds} seeds` : ""}`;
  tip.style.left = `${axes.x(point.x) / scale}px`;
  tip.style.top = `${axes.y(point.value) / scale}px`;
}

export function numberTable(curves, figure) {
  const places = [...new Map(curves.flatMap(curve => curve.points).map(point => [String(point.x), point.x])).values()]
    .sort((a, b) => (a === "inf" ? Infinity : a) - (b === "inf" ? Infinity : b));
  const scale = figure.isFraction ? 100 : 1;
  const head = place => h("th", { scope: "col", class: "number" }, place === "inf" ? "∞" : placed(place, figure));
  const number = point => point ? `${(scale * point.value).toFixed(1)}${point.error ? ` ± ${(scale * point.error).toFixed(1)}` : ""}` : "";
  return h("table", { class: "plain" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, figure.isFraction ? "in %" : figure.shown), places.map(head))),
    h("tbody", {}, curves.map(curve => h("tr", {}, h("th", { scope: "row" }, curve.title),
      places.map(place => h("td", { class: "number" }, number(curve.points.find(candidate => candidate.x === place))))))));
}
