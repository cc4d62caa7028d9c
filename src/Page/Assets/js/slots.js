// What slots train, a row each.

import { h, keyed, say } from "./dom.js";
import { minus, percent, span, workAddress } from "./format.js";

export function slotTable(withGrid) {
  const body = h("tbody");
  const table = h("table", { class: "plain slots" },
    h("thead", {}, h("tr", {}, ["slot", withGrid ? "cell or stage, grid" : "cell or stage", "progress", "phase", "loss", "images/s", "for"].map((name, index) => h("th", { scope: "col", class: index > 3 ? "number" : null }, name)))),
    body);
  return {
    element: h("div", { class: "table-scroll" }, table),
    update: slots => keyed(body, slots, slot => `${slot.worker}/${slot.slot}`, () => createRow(), (row, slot) => row.update(slot, withGrid)),
  };
}

function createRow() {
  const slot = h("td", { class: "mono" });
  const link = h("a", {});
  const grid = h("span", { class: "muted small" });
  const bar = h("span");
  const meter = h("div", { class: "meter is-training" }, bar);
  const share = h("span", { class: "share" });
  const cells = ["", "number", "number", "number"].map(name => h("td", { class: name || null }));
  const row = h("tr", {}, slot, h("td", {}, link, " ", grid), h("td", {}, h("div", { class: "slot-meter" }, meter, share)), cells);
  row.update = (current, withGrid) => {
    const { progress } = current;
    const fraction = progress?.steps ? progress.step / progress.steps : 0;
    say(slot, withGrid ? String(current.slot) : `${current.worker}/${current.slot}`);
    say(link, current.label ?? current.activity);
    if (current.work) link.href = workAddress(current.work);
    else link.removeAttribute("href");
    say(grid, withGrid && current.grid ? current.grid : "");
    meter.hidden = share.hidden = !current.work;
    bar.style.width = `${100 * fraction}%`;
    say(share, progress ? percent(fraction, 0) : "");
    const phase = progress && current.activity === "training" ? `${progress.phase} ${progress.epoch}/${progress.epochs}` : current.work ? current.activity : "";
    const texts = [phase, progress?.loss === undefined ? "" : minus(progress.loss.toPrecision(3)), progress?.imagesPerSecond ? progress.imagesPerSecond.toFixed(0) : "", current.since ? span((Date.now() - Date.parse(current.since)) / 1000) : ""];
    texts.forEach((text, index) => say(cells[index], text));
  };
  return row;
}
