// Accuracy over the SNR of the channel, as the paper's Fig. 4: lines with error bars, the noiseless channel beyond a break at the
// right, the re-ID baseline as a dashed line.

import { h, s, whenChanged } from "./dom.js";
import { decibels, percent, plural } from "./format.js";
import { ordered } from "./palette.js";

const [width, height] = [520, 340];
const box = { left: 50, right: 508, top: 14, bottom: 292 };
const noiselessWidth = 44;
const shapes = ["circle", "square", "up", "diamond", "down"];

/** A figure that draws itself anew when its data change. */
export function figureChart() {
  const title = h("h3");
  const note = h("span", { class: "muted small" });
  const subtitle = h("p", { class: "muted small" });
  const plot = h("div", { class: "chart" });
  const legend = h("ul", { class: "legend", "aria-label": "Lines" });
  const numbers = h("details", { class: "numbers" }, h("summary", {}, "Numbers"), h("div", { class: "table-scroll" }));
  const draw = whenChanged(({ figure }) => {
    title.textContent = `Fig. ${figure.name} · ${figure.title}`;
    note.textContent = `${figure.finished} of ${plural(figure.cells, "cell")}`;
    subtitle.textContent = figure.subtitle + (figure.hiddenCurves ? `; ${figure.hiddenCurves} more lines are left out here` : "");
    drawPlot(plot, legend, figure.curves.map(curve => styled(curve, figure)), figure.bound, figure.snrDb);
    numbers.lastChild.replaceChildren(numberTable(figure.curves));
  });
  return {
    element: h("section", { class: "card figure" }, h("div", { class: "chart-note" }, title, note), subtitle, plot, legend, numbers),
    update: figure => draw({ figure, dark: document.documentElement.dataset.theme }),
  };
}

/** The accuracy of one finished cell over what it was tested at. */
export function scoreChart(points, name) {
  const plot = h("div", { class: "chart score" });
  drawPlot(plot, null, [{ title: name, points, steps: [], colour: "var(--accent)", shape: "circle", hollow: false }], undefined, points.map(point => point.snrDb));
  return plot;
}

function styled(curve, figure) {
  const isMethod = figure.name === "4a";
  return {
    ...curve,
    colour: isMethod ? `var(--method-${curve.scheme})` : ordered(curve.place, curve.places),
    shape: isMethod ? { "jscc-ae": "circle", "jscc-fc": "square", digital: "up" }[curve.scheme] ?? "diamond" : shapes[curve.place % shapes.length],
    hollow: !isMethod && Math.floor(curve.place / shapes.length) % 2 === 1,
    title: figure.name === "4b" ? `trained at ${curve.title}` : curve.title,
  };
}

function drawPlot(plot, legend, curves, bound, snrs) {
  const axes = axesOf(curves, bound, snrs);
  const svg = s("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `Top-1 accuracy over the SNR of the channel, ${plural(curves.length, "line")}` });
  svg.append(...frame(axes));
  if (bound !== undefined) {
    svg.append(s("line", { class: "bound", x1: box.left, x2: box.right, y1: axes.y(bound), y2: axes.y(bound) }),
      s("text", { x: box.left + 4, y: axes.y(bound) - 6 }, `re-ID baseline ${percent(bound)}`));
  }
  const groups = curves.map(curve => drawCurve(curve, axes));
  svg.append(...groups);
  const tip = h("div", { class: "tip", hidden: true });
  plot.replaceChildren(svg, tip);
  const pick = index => {
    plot.classList.toggle("picking", index !== null);
    groups.forEach((group, i) => group.classList.toggle("picked", i === index));
  };
  svg.onpointermove = event => showTip(event, svg, tip, curves, axes);
  svg.onpointerleave = () => { tip.hidden = true; };
  if (curves.every(curve => curve.points.length === 0))
    svg.append(s("text", { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, "text-anchor": "middle" }, "Lines appear as cells finish"));
  legend?.replaceChildren(...curves.map((curve, index) => h("li", {}, h("button", {
    type: "button", onmouseenter: () => pick(index), onfocus: () => pick(index), onmouseleave: () => pick(null), onblur: () => pick(null),
  }, swatch(curve), curve.title))));
}

/** From the tested SNRs, so that the axis stays as it is while the lines fill in. */
function axesOf(curves, bound, snrs) {
  const points = curves.flatMap(curve => curve.points);
  const finite = snrs.filter(snr => snr !== "inf");
  const noiseless = snrs.includes("inf");
  const [low, high] = finite.length ? [Math.min(...finite), Math.max(...finite)] : [-10, 10];
  const right = noiseless ? box.right - noiselessWidth : box.right;
  const margin = 16;
  const tops = [...points.map(point => point.top1 + point.error), ...curves.flatMap(curve => curve.steps.map(step => step[1])), bound ?? 0, 0.1];
  const step = niceStep(Math.max(...tops) / 5);
  const top = Math.min(1, Math.ceil((Math.max(...tops) + step * 0.15) / step) * step);
  const x = snr => snr === "inf" ? box.right - 12 : low === high ? (box.left + right) / 2 : box.left + margin + (snr - low) / (high - low) * (right - box.left - 2 * margin);
  return { x, y: value => box.bottom - value / top * (box.bottom - box.top), top, step, ticks: tickValues([...new Set(finite)].sort((a, b) => a - b), x), noiseless, right };
}

const niceStep = rough => [0.01, 0.02, 0.05, 0.1, 0.2].find(step => step >= rough - 1e-9) ?? 0.2;

/** The tested SNRs themselves, without those that would touch. */
function tickValues(values, x) {
  const kept = [];
  for (const value of values) if (kept.length === 0 || x(value) - x(kept.at(-1)) >= 26) kept.push(value);
  return kept;
}

function frame(axes) {
  const parts = [];
  for (let value = 0; value <= axes.top + 1e-9; value += axes.step) {
    const y = axes.y(value);
    parts.push(s("line", { class: "grid-line", x1: box.left, x2: box.right, y1: y, y2: y }), s("text", { x: box.left - 8, y: y + 4, "text-anchor": "end" }, (100 * value).toFixed(0)));
  }
  parts.push(s("line", { class: "axis-line", x1: box.left, x2: axes.right, y1: box.bottom, y2: box.bottom }));
  for (const tick of axes.ticks) parts.push(tickAt(axes.x(tick), decibels(tick)));
  if (axes.noiseless) {
    parts.push(tickAt(axes.x("inf"), "∞"), s("line", { class: "axis-line", x1: axes.right + 14, x2: box.right, y1: box.bottom, y2: box.bottom }));
    for (const shift of [4, 9]) parts.push(s("line", { class: "axis-line", x1: axes.right + shift - 3, x2: axes.right + shift + 3, y1: box.bottom + 5, y2: box.bottom - 5 }));
  }
  parts.push(s("text", { x: (box.left + axes.right) / 2, y: height - 6, "text-anchor": "middle" }, "SNR of the channel in dB"),
    s("text", { x: 0, y: 0, transform: `translate(13 ${(box.top + box.bottom) / 2}) rotate(-90)`, "text-anchor": "middle" }, "top-1 accuracy in %"));
  return parts;
}

const tickAt = (x, text) => s("g", {}, s("line", { class: "axis-line", x1: x, x2: x, y1: box.bottom, y2: box.bottom + 5 }), s("text", { x, y: box.bottom + 20, "text-anchor": "middle" }, text));

function drawCurve(curve, axes) {
  const group = s("g", { class: "series", "data-series": curve.series });
  const finite = curve.points.filter(point => point.snrDb !== "inf");
  const path = curve.steps.length ? stairs(curve.steps, axes) : finite.map((point, index) => `${index ? "L" : "M"}${axes.x(point.snrDb).toFixed(1)} ${axes.y(point.top1).toFixed(1)}`).join("");
  const line = s("path", { class: "line", d: path || "M0 0" });
  line.style.stroke = curve.colour;
  group.append(line);
  for (const point of curve.points) {
    const [x, y] = [axes.x(point.snrDb), axes.y(point.top1)];
    if (point.error > 0) {
      const whisker = s("path", { class: "whisker", d: `M${x} ${axes.y(point.top1 + point.error)}V${axes.y(Math.max(0, point.top1 - point.error))}` });
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
  const line = s("path", { d: "M1 7H29", "stroke-width": 2.2 });
  line.style.stroke = curve.colour;
  svg.append(line, mark(curve, 15, 7));
  return svg;
}

function showTip(event, svg, tip, curves, axes) {
  const bounds = svg.getBoundingClientRect();
  const scale = width / bounds.width;
  const [px, py] = [(event.clientX - bounds.left) * scale, (event.clientY - bounds.top) * scale];
  let best = null;
  for (const curve of curves) {
    for (const point of curve.points) {
      const distance = Math.hypot(axes.x(point.snrDb) - px, axes.y(point.top1) - py);
      if (distance < (best?.distance ?? 42)) best = { distance, curve, point };
    }
  }
  tip.hidden = best === null;
  if (best === null) return;
  const { curve, point } = best;
  tip.textContent = `${curve.title}, ${point.snrDb === "inf" ? "noiseless" : `${decibels(point.snrDb)} dB`}: ${percent(point.top1)}${point.error ? ` ± ${(100 * point.error).toFixed(1)}` : ""}${point.seeds > 1 ? `, ${point.seeds} seeds` : ""}`;
  tip.style.left = `${axes.x(point.snrDb) / scale}px`;
  tip.style.top = `${axes.y(point.top1) / scale}px`;
}

export function numberTable(curves) {
  const snrs = [...new Map(curves.flatMap(curve => curve.points).map(point => [String(point.snrDb), point.snrDb])).values()]
    .sort((a, b) => (a === "inf" ? Infinity : a) - (b === "inf" ? Infinity : b));
  return h("table", { class: "plain" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "in %"), snrs.map(snr => h("th", { scope: "col", class: "number" }, snr === "inf" ? "∞" : `${decibels(snr)} dB`)))),
    h("tbody", {}, curves.map(curve => h("tr", {}, h("th", { scope: "row" }, curve.title), snrs.map(snr => {
      const point = curve.points.find(candidate => candidate.snrDb === snr);
      return h("td", { class: "number" }, point ? `${(100 * point.top1).toFixed(1)}${point.error ? ` ± ${(100 * point.error).toFixed(1)}` : ""}` : "");
    })))));
}
