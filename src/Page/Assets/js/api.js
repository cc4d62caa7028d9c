// Requests to the silo. An answer that has not changed since is not sent again (entity tags).

const timeout = 12_000;
const known = new Map();
const maxKnown = 40;
const tokenKey = "jsccgrid-action-token";

/** What the silo said, or that it said nothing (status 0). */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export async function get(path, signal) {
  const before = known.get(path);
  const answer = await send(path, { headers: before ? { "If-None-Match": before.tag } : {}, cache: "no-store", signal });
  if (answer.status === 304) return before.value;
  const value = await answer.json();
  known.delete(path);
  known.set(path, { tag: answer.headers.get("ETag"), value });
  if (known.size > maxKnown) known.delete(known.keys().next().value);
  return value;
}

export async function post(path, body, withToken = token()) {
  const headers = { Authorization: `Bearer ${withToken}` };
  if (body) headers["Content-Type"] = "application/json";
  const answer = await send(path, { method: "POST", headers, body: body ? JSON.stringify(body) : undefined });
  return answer.status === 204 ? null : answer.json();
}

export const token = () => sessionStorage.getItem(tokenKey);

export const keepToken = value => value ? sessionStorage.setItem(tokenKey, value) : sessionStorage.removeItem(tokenKey);

async function send(path, options) {
  const limit = AbortSignal.timeout(timeout);
  const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
  let answer;
  try {
    answer = await fetch(path, { ...options, signal });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError(0, "The silo does not answer.");
  }
  if (answer.ok || answer.status === 304) return answer;
  let problem = null;
  try {
    problem = await answer.json();
  } catch {
    // Not ours; the status has to do.
  }
  throw new ApiError(answer.status, problem?.detail ?? `The silo answered with status ${answer.status}.`);
}
