/** The light or dark theme: the colours of canvases, and when to paint them again. */

const dark = matchMedia("(prefers-color-scheme: dark)");
/** @type {Map<string, string>} */
const colours = new Map();
dark.addEventListener("change", () => colours.clear());

/** @param {() => void} listener Called when the colours have changed. */
export function onThemeChange(listener) {
  dark.addEventListener("change", listener);
}

/** @param {"accent" | "negative" | "ink" | "rule" | "muted"} name Name of a custom property in styles.css. */
export function colour(name) {
  const known = colours.get(name) ?? getComputedStyle(document.documentElement).getPropertyValue(`--${name}`);
  colours.set(name, known);
  return known;
}
