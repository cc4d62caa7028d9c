// Colours of accuracies: one hue from light to dark, which keeps its order for every kind of colour vision and in grey. Those of
// curves come with the figures.

import { isDark } from "./theme.js";

const accuracyLight = ["#dcebf6", "#a9cfe8", "#69a9d4", "#2f7fba", "#12568f", "#0a2f57"];
const accuracyDark = ["#12324c", "#17527c", "#2579ad", "#4ba3d6", "#8fcdef", "#dcf3ff"];

/** The colour of a fraction of the range, 0 to 1. */
export const accuracy = share => mix(isDark() ? accuracyDark : accuracyLight, share);

/** All of them, for a legend. */
export const accuracyRamp = () => `linear-gradient(90deg, ${(isDark() ? accuracyDark : accuracyLight).join(", ")})`;

/** Black or white, whichever is read better on a colour. */
export const inkOn = colour => luminance(colour) > 0.32 ? "#0c1620" : "#ffffff";

function mix(colours, share) {
  const at = Math.min(1, Math.max(0, share)) * (colours.length - 1);
  const index = Math.min(colours.length - 2, Math.floor(at));
  const [low, high] = [channels(colours[index]), channels(colours[index + 1])];
  return `#${low.map((value, i) => Math.round(value + (high[i] - value) * (at - index)).toString(16).padStart(2, "0")).join("")}`;
}

const channels = colour => [1, 3, 5].map(start => parseInt(colour.slice(start, start + 2), 16));

function luminance(colour) {
  const [r, g, b] = channels(colour).map(value => value / 255).map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
