// Asks again and again, no faster than an interval, and says whether anybody answers.

import { ApiError } from "./api.js";
import { say } from "./dom.js";
import { span } from "./format.js";

const longestWait = 8_000;
const indicator = document.getElementById("connection");
let lastAnswer = null;
let failures = 0;

/**
 * Calls a function every interval milliseconds until the signal is aborted; not while the page is hidden. When nobody answers it
 * is called again, a little less often each time. Other errors go to onError.
 */
export async function follow(ask, interval, signal, onError) {
  while (!signal.aborted) {
    let wait = interval;
    try {
      await ask(signal);
      note(true);
    } catch (error) {
      if (signal.aborted) return;
      const isOutage = error instanceof ApiError && (error.status === 0 || error.status >= 500);
      if (isOutage) note(false);
      else onError(error);
      wait = isOutage ? Math.min(longestWait, interval * 1.5 ** Math.min(failures, 6)) : Math.max(interval, 3_000);
    }
    await pause(wait, signal);
    if (document.hidden) await shown(signal);
  }
}

function note(answered) {
  failures = answered ? 0 : failures + 1;
  if (answered) lastAnswer = Date.now();
  indicate();
}

function indicate() {
  indicator.classList.toggle("live", failures === 0 && lastAnswer !== null);
  indicator.classList.toggle("lost", failures > 0);
  say(indicator.querySelector(".words"), failures === 0 ? (lastAnswer ? "live" : "connecting") : "reconnecting");
  indicator.title = failures > 0 && lastAnswer ? `last answer ${span((Date.now() - lastAnswer) / 1000)} ago` : "";
}

const pause = (milliseconds, signal) => new Promise(resolve => {
  const timer = setTimeout(resolve, milliseconds);
  signal.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
});

const shown = signal => new Promise(resolve => {
  document.addEventListener("visibilitychange", resolve, { once: true });
  signal.addEventListener("abort", resolve, { once: true });
});
