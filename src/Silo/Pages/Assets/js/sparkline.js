// The loss of a training run over its steps, from the events of its log.

import { h, s } from "./dom.js";
import { minus } from "./format.js";

const [width, height] = [600, 130];
const maxPoints = 400;

export function lossLine() {
  const points = [];
  const plot = h("div", { class: "chart" });
  const caption = h("p", { class: "muted small" });
  const element = h("div", { hidden: true }, plot, caption);
  return {
    element,
    add(events) {
      for (const event of events) if (event.event === "progress" && Number.isFinite(event.loss)) points.push({ phase: event.phase, step: event.step, loss: event.loss });
      if (points.length > maxPoints) points.splice(0, points.length - maxPoints);
      element.hidden = points.length < 2;
      if (points.length >= 2) draw(plot, caption, points);
    },
  };
}

/** A line for each phase, whose losses are different quantities: each has the whole height. */
function draw(plot, caption, points) {
  const steps = points.map(point => point.step);
  const [first, last] = [Math.min(...steps), Math.max(...steps)];
  const x = step => 4 + (step - first) / Math.max(1, last - first) * (width - 8);
  const svg = s("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": "Loss over training steps" });
  svg.append(s("line", { class: "axis-line", x1: 0, x2: width, y1: height - 1, y2: height - 1 }));
  const runs = [];
  for (const point of points) {
    const run = runs.at(-1);
    if (run && run[0].phase === point.phase && run.at(-1).step <= point.step) run.push(point);
    else runs.push([point]);
  }
  for (const run of runs) {
    const losses = run.map(point => point.loss);
    const [low, high] = [Math.min(...losses), Math.max(...losses)];
    const y = loss => 20 + (1 - (loss - low) / Math.max(1e-9, high - low)) * (height - 30);
    const line = s("path", { class: "line", d: run.map((point, index) => `${index ? "L" : "M"}${x(point.step).toFixed(1)} ${y(point.loss).toFixed(1)}`).join("") });
    line.style.stroke = "var(--accent)";
    svg.append(line, s("text", { x: x(run[0].step), y: 12 }, run[0].phase));
    if (run !== runs[0]) svg.append(s("line", { class: "grid-line", x1: x(run[0].step), x2: x(run[0].step), y1: 0, y2: height }));
  }
  plot.replaceChildren(svg);
  caption.textContent = `Loss over steps ${first} to ${last}, each phase on its own scale; now ${minus(points.at(-1).loss.toPrecision(4))}`;
}
