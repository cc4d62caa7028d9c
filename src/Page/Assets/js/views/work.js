// One cell or stage: where it stands and why, what it found, and its log as it grows.

import { actionButton, isUnlocked } from "../actions.js";
import { get } from "../api.js";
import { numberTable, overSnr, scoreChart } from "../chart.js";
import { h, say, whenChanged } from "../dom.js";
import { minus, percent, shortId, span, workAddress } from "../format.js";
import { lossLines } from "../sparkline.js";
import { logView } from "../log.js";
import { badge, setBadge } from "../statuses.js";

export const interval = 1_000;

export function create(kind, id) {
  const work = `${kind}/${id}`;
  const path = `api/works/${work}`;
  const heading = h("h1", {}, shortId(work));
  const status = badge("waiting");
  const actions = h("div", { class: "actions" });
  const why = h("p", { class: "why", id: "why" });
  const bar = h("span");
  const share = h("span", { class: "share" });
  const meter = h("div", { class: "slot-meter", hidden: true }, h("div", { class: "meter is-training" }, bar), share);
  const facts = h("dl", { class: "facts" });
  const result = h("section", { class: "card", id: "result", hidden: true });
  const tail = h("section", { class: "card problem", hidden: true }, h("h2", {}, "Last words of the attempt that failed"), h("pre", { class: "log" }));
  const loss = lossLines();
  const log = logView(`${path}/log`);
  let last = null;

  const drawFacts = whenChanged(list => facts.replaceChildren(...list.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value.map ? value.map(item => item.work ? h("div", {}, h("a", { href: workAddress(item.work) }, item.label)) : item) : value)])));
  const drawResult = whenChanged(found => {
    result.hidden = !found;
    if (found) result.replaceChildren(...resultParts(found));
  });
  const showActions = whenChanged(({ now, unlocked }) => actions.replaceChildren(...unlocked && now === "quarantined"
    ? [actionButton("Retry", { path: `${path}/retry`, done: answer => `${answer.label} gets another chance.` })] : []));

  function draw(view) {
    last = view;
    say(heading, view.label);
    setBadge(status, view.status);
    showActions({ now: view.status, unlocked: isUnlocked() });
    why.className = `why is-${view.status}`;
    say(why, sentence(view.why));
    const { progress } = view;
    meter.hidden = !progress;
    if (progress) {
      const fraction = progress.steps ? progress.step / progress.steps : 0;
      bar.style.width = `${100 * fraction}%`;
      say(share, percent(fraction, 0));
    }
    drawFacts(factsOf(view));
    drawResult(view.result);
    tail.hidden = !["quarantined", "backoff"].includes(view.status) || view.logTail.length === 0;
    say(tail.lastChild, view.logTail.join("\n"));
  }

  return {
    element: h("div", { class: "stack" },
      h("div", {}, h("p", { class: "crumb" }, h("a", { href: "#/" }, "Grids"), ` / ${kind === "cells" ? "cell" : "stage"} `, h("code", {}, shortId(work))), h("div", { class: "headline" }, heading, status, actions), why),
      meter, tail,
      h("div", { class: "two" }, h("section", { class: "card", id: "state" }, h("h2", {}, "State"), facts), result),
      h("section", { class: "card" }, h("h2", {}, "Log"), loss.element, log.element)),
    title: () => last?.label ?? shortId(work),
    async update(signal) {
      draw(await get(path, signal));
      loss.add(await log.update(signal));
    },
    events: { actionschange: () => last && draw(last) },
  };
}

const sentence = text => text.charAt(0).toUpperCase() + text.slice(1) + (text.endsWith(".") ? "" : ".");

function factsOf(view) {
  const spec = view.spec;
  const endings = [view.failures && `${view.failures} failed`, view.lostLeases && `${view.lostLeases} lost`, view.preemptions && `${view.preemptions} handed back`].filter(Boolean);
  return [
    ["id", view.work.split("/")[1]],
    spec && ["scheme", spec.kind],
    ...(spec?.coordinates ?? []).map(at => [at.title, at.text]),
    spec && ["seed", String(spec.seed)],
    spec && ["recipe, data", `${spec.recipe}, ${spec.data}${spec.weights ? `, from ${spec.weights}` : ""}`],
    ["attempt", view.attempt === 0 ? "none yet" : `${view.attempt}${endings.length ? ` (${endings.join(", ")})` : ""}`],
    view.since && ["in this state for", span((Date.now() - Date.parse(view.since)) / 1000)],
    view.worker && ["worker", `${view.worker}, slot ${view.slot}`],
    view.progress && ["phase", `${view.progress.phase}, epoch ${view.progress.epoch} of ${view.progress.epochs}`],
    view.leasedSeconds > 0 && ["slot time so far", span(view.leasedSeconds)],
    view.reason && view.status !== "committed" && ["last attempt", view.reason],
    view.stages.length > 0 && ["needs", view.stages],
  ].filter(Boolean);
}

function resultParts(found) {
  const isCurve = found.points.length > 1;
  const best = found.points.at(-1);
  const top1 = found.points.map(point => ({ x: point.snrDb, value: point.top1, error: point.error, seeds: 1 }));
  const precision = found.points.filter(point => point.meanAveragePrecision !== undefined)
    .map(point => ({ x: point.snrDb, value: point.meanAveragePrecision, error: 0 }));
  return [
    h("h2", {}, "Result"),
    isCurve ? scoreChart(top1, "top-1") : h("p", { class: "figure-tile big" }, percent(best.top1), h("small", {}, ` top-1${precision.length ? `, mAP ${percent(best.meanAveragePrecision)}` : ""}`)),
    h("dl", { class: "facts" }, [
      found.bits !== undefined && ["bits per query", `${found.bits.toFixed(1)} (ideal ${found.idealBits.toFixed(1)})`],
      found.chanceTop1 !== undefined && ["a random match", percent(found.chanceTop1)],
      found.queries !== undefined && ["queries", String(found.queries)],
      ["trained", `${span(found.trainingSeconds)} on ${found.device}${found.resumes ? `, resumed ${found.resumes} times` : ""}`],
    ].filter(Boolean).flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, minus(value))])),
    isCurve && h("details", { class: "numbers" }, h("summary", {}, "Numbers"), h("div", { class: "table-scroll" }, numberTable(
      [{ title: "top-1", points: top1 }, precision.length && { title: "mAP", points: precision }].filter(Boolean), overSnr))),
  ].filter(Boolean);
}
