// The loss of a training run, a panel for each phase, from the events of its log.

import { h, s } from "./dom.js";
import { count, minus } from "./format.js";

const [width, height] = [1200, 150];
const gap = 36;
const maxPoints = 400;
const maxPhases = 4;

export function lossLines() {
  const phases = [];
  const plot = h("div", { class: "chart" });
  const caption = h("p", { class: "muted small" }, "Loss over steps, each phase on its own scale");
  const element = h("div", { class: "losses", hidden: true }, plot, caption);
  return {
    element,
    add(events) {
      for (const event of events) {
        if (event.event !== "progress" || !Number.isFinite(event.loss)) continue;
        let phase = phases.at(-1);
        // A step that comes again is another attempt's, which began further back.
        if (phase?.name !== event.phase || phase.points.at(-1).step > event.step) phases.push(phase = { name: event.phase, points: [] });
        phase.points.push({ step: event.step, loss: event.loss });
        if (phase.points.length > maxPoints) phase.points.shift();
      }
      phases.splice(0, phases.length - maxPhases);
      const shown = phases.filter(phase => phase.points.length > 1);
      element.hidden = shown.length === 0;
      if (shown.length > 0) draw(plot, shown);
    },
  };
}

function draw(plot, phases) {
  const svg = s("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": "Loss over training steps" });
  const room = (width - gap * (phases.length - 1)) / phases.length;
  phases.forEach((phase, index) => svg.append(panel(phase, index * (room + gap), room)));
  plot.replaceChildren(svg);
}

function panel({ name, points }, left, room) {
  const steps = points.map(point => point.step);
  const losses = points.map(point => point.loss);
  const [first, last] = [steps[0], steps.at(-1)];
  const [low, high] = [Math.min(...losses), Math.max(...losses)];
  const x = step => left + 4 + (step - first) / Math.max(1, last - first) * (room - 8);
  const y = loss => 30 + (1 - (loss - low) / Math.max(1e-9, high - low)) * (height - 62);
  const line = s("path", { class: "line", d: points.map((point, index) => `${index ? "L" : "M"}${x(point.step).toFixed(1)} ${y(point.loss).toFixed(1)}`).join("") });
  line.style.stroke = "var(--accent)";
  const words = `${name}: ${minus(losses[0].toPrecision(3))} → ${minus(losses.at(-1).toPrecision(3))}`;
  return s("g", {}, s("line", { class: "axis-line", x1: left, x2: left + room, y1: height - 22, y2: height - 22 }), line,
    s("text", { x: left, y: 14 }, words), s("text", { x: left, y: height - 5 }, `step ${count(first)}`), s("text", { x: left + room, y: height - 5, "text-anchor": "end" }, count(last)));
}
