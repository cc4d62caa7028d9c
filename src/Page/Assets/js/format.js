// Numbers and times as people read them.

export const minus = text => text.replace("-", "−");

export const percent = (fraction, digits = 1) => `${(100 * fraction).toFixed(digits)}\u00a0%`;

export const count = number => number.toLocaleString("en-US").replaceAll(",", "\u202f");

export const decibels = snr => snr === "inf" ? "∞" : minus(String(snr));

export const plural = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;

/** "42 s", "7 min", "3 h 20 min", "2 d 4 h". */
export function span(seconds) {
  const total = Math.max(0, Math.round(seconds));
  if (total < 100) return `${total} s`;
  const minutes = Math.round(total / 60);
  if (minutes < 100) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

export const ago = time => `${span((Date.now() - Date.parse(time)) / 1000)} ago`;

export const clockTime = time => new Date(time).toLocaleTimeString("en-GB");

export const shortId = work => work.split("/")[1].slice(0, 8);

/** Where the page shows a cell or stage. */
export const workAddress = work => `#/${work}`;
