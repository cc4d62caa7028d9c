// Buttons that change something. They are there only once the reader has given the action token, which stays in this tab.

import { get, keepToken, post, token } from "./api.js";
import { h } from "./dom.js";

const unlock = document.getElementById("unlock");
const toast = document.getElementById("toast");
let toastTimer = 0;

export const isUnlocked = () => token() !== null;

/** Shows a sentence for a while. */
export function tell(text) {
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { toast.hidden = true; }, 6_000);
}

/** A button that posts, says what came of it, and asks before if there is a question. */
export function actionButton(text, { path, body, done, question, danger }) {
  const button = h("button", { type: "button", class: danger ? "button danger" : "button" }, text);
  button.addEventListener("click", async () => {
    const sent = typeof body === "function" ? await body() : body;
    if (sent === null || question && !await confirmed(question, text)) return;
    button.disabled = true;
    try {
      tell(done(await post(path, sent)));
    } catch (error) {
      if (error.status === 401) lock();
      tell(error.message);
    } finally {
      button.disabled = false;
    }
  });
  return button;
}

/** Asks for a line of text; null when the reader thinks better of it. */
export const asked = (title, label, initial = "") => new Promise(resolve => {
  const input = h("input", { type: "text", maxlength: 200, value: initial });
  dialog(title, [h("label", { class: "field" }, label, input)], "OK", () => input.value, resolve);
});

const confirmed = (question, verb) => new Promise(resolve => dialog(question, [], verb, () => true, answer => resolve(answer === true)));

function dialog(title, content, verb, valueOf, resolve) {
  let answer = null;
  const form = h("form", { method: "dialog" }, h("h2", {}, title), content, h("div", { class: "actions" },
    h("button", { type: "button", class: "button", onclick: () => element.close() }, "Back"), h("button", { type: "submit", class: "button primary" }, verb)));
  const element = h("dialog", { "aria-label": title, onclose: () => { element.remove(); resolve(answer); } }, form);
  form.addEventListener("submit", event => {
    event.preventDefault();
    answer = valueOf();
    element.close();
  });
  document.body.append(element);
  element.showModal();
}

/** Learns whether this silo allows actions at all, and offers to unlock them if so. */
export async function startActions() {
  const about = await get("api/about");
  unlock.hidden = !about.actions;
  if (!about.actions) keepToken(null);
  unlock.onclick = () => isUnlocked() ? lock() : askForToken();
  show();
  return about;
}

function askForToken() {
  const input = h("input", { type: "password", autocomplete: "off", name: "token" });
  const problem = h("p", { class: "error", role: "alert" });
  const form = h("form", { method: "dialog" }, h("h2", {}, "Unlock actions"),
    h("p", { class: "muted" }, "Pause, resume, cancel, retry and cordon need the action token of this cluster (setting JsccGrid:Page:ActionToken). It stays in this tab."),
    h("label", { class: "field" }, "Action token", input), problem,
    h("div", { class: "actions" }, h("button", { type: "button", class: "button", onclick: () => element.close() }, "Back"), h("button", { type: "submit", class: "button primary" }, "Unlock")));
  const element = h("dialog", { "aria-label": "Unlock actions", onclose: () => element.remove() }, form);
  form.addEventListener("submit", async event => {
    event.preventDefault();
    try {
      await post("api/actions", null, input.value);
      keepToken(input.value);
      element.close();
      show();
    } catch (error) {
      problem.textContent = error.message;
      input.select();
    }
  });
  document.body.append(element);
  element.showModal();
}

function lock() {
  keepToken(null);
  show();
}

function show() {
  unlock.textContent = isUnlocked() ? "Lock actions" : "Unlock actions";
  document.dispatchEvent(new Event("actionschange"));
}
