// Which view an address shows, and keeping that view up to date.

import { startActions } from "./actions.js";
import { h } from "./dom.js";
import { follow } from "./live.js";
import { startTheme } from "./theme.js";
import * as grid from "./views/grid.js";
import * as grids from "./views/grids.js";
import * as work from "./views/work.js";
import * as workers from "./views/workers.js";

const main = document.getElementById("main");
const routes = [
  [/^\/?$/, grids, "grids"],
  [/^\/grids\/([^/]+)$/, grid, "grids"],
  [/^\/(cells|stages)\/([^/]+)$/, work, "grids"],
  [/^\/workers$/, workers, "workers"],
];
let current = new AbortController();

function show() {
  current.abort();
  current = new AbortController();
  const address = location.hash.slice(1);
  const route = routes.find(([pattern]) => pattern.test(address));
  for (const link of document.querySelectorAll("[data-nav]")) {
    if (link.dataset.nav === route?.[2]) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (!route) return complain("There is no such page.");
  const view = route[1].create(...route[0].exec(address).slice(1).map(decodeURIComponent));
  const { signal } = current;
  for (const [name, listener] of Object.entries(view.events ?? {})) document.addEventListener(name, listener, { signal });
  let isShown = false;
  follow(async cancelled => {
    await view.update(cancelled);
    document.title = `${view.title()} · JsccGrid`;
    if (isShown) return;
    isShown = true;
    main.replaceChildren(view.element);
    scrollTo(0, 0);
  }, route[1].interval, signal, error => {
    isShown = false;
    complain(error.message);
  });
}

function complain(text) {
  main.replaceChildren(h("div", { class: "card empty" }, h("h1", {}, "Not here"), h("p", {}, text), h("p", {}, h("a", { href: "#/" }, "All grids"))));
}

async function introduce() {
  const about = await startActions();
  document.getElementById("about").replaceChildren(
    h("span", {}, `JsccGrid ${about.version}`), h("span", {}, `cluster ${about.cluster}`), h("span", {}, `served by ${about.silo}`),
    h("span", {}, about.actions ? "Actions need the token." : "Read only: no action token is configured."));
}

startTheme();
// The address names a view; a jump within one must not change it.
document.querySelector(".skip").addEventListener("click", event => {
  event.preventDefault();
  main.focus();
});
addEventListener("hashchange", show);
show();
const once = new AbortController();
follow(async () => {
  await introduce();
  once.abort();
}, 2_000, once.signal, () => {});
