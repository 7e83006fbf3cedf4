/**
 * The digits that each network was fine-tuned on, saved in the browser's storage if there is one.
 *
 * @typedef {{digit: number, values: Float32Array}} Example 256 values in [-1, 1], and their label.
 */

const KEY = "lecun1989 taught";
const VERSION = 1;
const MAX_EXAMPLES = 50; // per network; the oldest are dropped first
const SIZE = 256; // values of a digit
const HALF = 127.5; // values are kept as bytes

/** @returns {Map<string, Example[]>} By network; empty if the saved data is invalid. */
export function loadExamples() {
  try {
    const { version, networks } = JSON.parse(localStorage.getItem(KEY) ?? "");
    if (version !== VERSION) return new Map();
    return new Map(Object.entries(networks).map(([name, kept]) => [name, kept.map(unpack)]));
  } catch {
    return new Map();
  }
}

/** @param {Map<string, Example[]>} examples @returns {boolean} Whether this device keeps them. */
export function saveExamples(examples) {
  const networks = Object.fromEntries([...examples].map(([name, each]) => [name, each.map(pack)]));
  try {
    localStorage.setItem(KEY, JSON.stringify({ version: VERSION, networks }));
    return true;
  } catch {
    return false; // no storage, or it is full: the examples last until the page is closed
  }
}

/**
 * @param {readonly Example[]} examples
 * @param {number} digit
 * @param {ArrayLike<number>} values
 */
export function addExample(examples, digit, values) {
  const rounded = Float32Array.from(values, (value) => toByte(value) / HALF - 1); // the same as after saving and loading
  return [...examples, { digit, values: rounded }].slice(-MAX_EXAMPLES);
}

/** @param {number} value */
const toByte = (value) => Math.round((Math.min(Math.max(value, -1), 1) + 1) * HALF);

/** @param {Example} example @returns {[number, string]} */
export const pack = ({ digit, values }) => [digit, btoa(String.fromCharCode(...Array.from(values, toByte)))];

/** @param {[number, string]} kept @returns {Example} */
export function unpack([digit, text]) {
  const values = Float32Array.from(atob(text), (character) => character.charCodeAt(0) / HALF - 1);
  if (values.length !== SIZE || !(digit in [..."0123456789"])) throw new Error("not an example");
  return { digit, values };
}
