/**
 * The 16 by 16 input as a grid; its squares can be inked and erased with keys, mouse or finger. The network reads the
 * squares unchanged.
 *
 * @import {PageStore} from "../state.js"
 */

import { SIDE } from "../network/digit-image.js";

const INK = 1;
const BACKGROUND = -1;
const EDGE = -0.2; // ink of the squares next to the pen
const REST = 300; // milliseconds before the squares' names for screen readers are updated

/**
 * @param {HTMLElement} grid An empty element.
 * @param {PageStore} store
 * @param {ArrayLike<number>} example The values shown until something is drawn.
 * @param {(values: Float32Array) => void} onDraw
 */
export function createPixelEditor(grid, store, example, onDraw) {
  const cells = Array.from({ length: SIDE * SIDE }, (_, at) => makeCell(at));
  let current = 0;
  /** Whether the pen is down and draws as it moves; and whether it erases. */
  let isDown = false;
  let erases = false;
  /** What was drawn here but has not been read yet. @type {Float32Array | null} */
  let unread = null;
  let pointer = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;

  for (let row = 0; row < SIDE; row++) {
    const line = document.createElement("div");
    line.setAttribute("role", "row");
    line.append(...cells.slice(SIDE * row, SIDE * (row + 1)));
    grid.append(line);
  }
  grid.setAttribute("role", "grid");
  grid.setAttribute("aria-label", "The input’s 256 squares. Arrow keys move, space inks or erases, Shift with an arrow key draws");
  cells[0].tabIndex = 0;

  /** @returns {ArrayLike<number> | null} The squares' values; null for a blank pad. */
  function seen() {
    const { example: isExample, reading } = store.state;
    if (unread) return unread;
    if (isExample) return example;
    return reading?.digit === undefined ? null : reading.image;
  }

  /** @param {number} at */
  function draw(at) {
    const values = editPixel(seen(), at, erases);
    onDraw(values);
    unread = values;
  }

  /** @param {number} at */
  function startAt(at) {
    erases = (seen()?.[at] ?? BACKGROUND) > 0;
    draw(at);
  }

  const placeOf = (/** @type {Event} */ event) => cells.indexOf(/** @type {HTMLElement} */ (event.target));

  /** @param {number} at */
  function moveTo(at) {
    cells[current].tabIndex = -1;
    current = at;
    cells[current].tabIndex = 0;
  }

  grid.addEventListener("keydown", (event) => {
    const [row, column] = [Math.floor(current / SIDE), current % SIDE];
    const places = {
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      Home: [row, 0],
      End: [row, SIDE - 1],
    };
    const place = places[/** @type {keyof typeof places} */ (event.key)];
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (place) {
      const [y, x] = place.map((each) => Math.min(Math.max(each, 0), SIDE - 1));
      moveTo(SIDE * y + x);
      cells[current].focus();
      if (event.shiftKey) {
        erases = false;
        draw(current);
      }
    } else if (event.key === " " || event.key === "Enter") startAt(current);
    else return;
    event.preventDefault();
  });
  grid.addEventListener("pointerdown", (event) => {
    const at = placeOf(event);
    pointer = event.pointerType;
    if (at < 0 || event.button !== 0 || pointer !== "mouse") return;
    moveTo(at);
    isDown = true;
    startAt(at);
  });
  grid.addEventListener("pointerover", (event) => {
    const at = placeOf(event);
    if (isDown && at >= 0) draw(at);
  });
  addEventListener("pointerup", () => (isDown = false));
  // A finger taps single squares; it does not draw here, so it can scroll the page.
  grid.addEventListener("click", (event) => {
    const at = placeOf(event);
    if (at < 0 || pointer === "mouse") return; // pointerdown has already drawn
    moveTo(at);
    startAt(at);
  });

  store.subscribe(["reading", "example"], () => {
    unread = null;
    clearTimeout(resting);
    resting = setTimeout(() => {
      const values = seen();
      cells.forEach((cell, at) => nameCell(cell, values ? values[at] : BACKGROUND));
    }, REST);
  });
}

/**
 * @param {ArrayLike<number> | null} before 256 values in [-1, 1], or null for a blank image.
 * @param {number} at The pixel.
 * @param {boolean} erases
 * @returns {Float32Array} The image with the pixel erased, or inked with soft edges.
 */
export function editPixel(before, at, erases) {
  const values = before ? Float32Array.from(before) : new Float32Array(SIDE * SIDE).fill(BACKGROUND);
  if (erases) {
    values[at] = BACKGROUND;
    return values;
  }
  const [row, column] = [Math.floor(at / SIDE), at % SIDE];
  for (const [down, right] of [[0, 1], [0, -1], [1, 0], [-1, 0]]) {
    const [y, x] = [row + down, column + right];
    if (y < 0 || x < 0 || y >= SIDE || x >= SIDE) continue;
    values[SIDE * y + x] = Math.max(values[SIDE * y + x], EDGE);
  }
  values[at] = INK;
  return values;
}

/** @param {number} at */
function makeCell(at) {
  const cell = document.createElement("span");
  cell.setAttribute("role", "gridcell");
  cell.tabIndex = -1;
  cell.dataset.at = String(at);
  nameCell(cell, BACKGROUND);
  return cell;
}

/** @param {HTMLElement} cell @param {number} value */
function nameCell(cell, value) {
  const [row, column] = [Math.floor(Number(cell.dataset.at) / SIDE) + 1, (Number(cell.dataset.at) % SIDE) + 1];
  const ink = Math.round(50 * (Math.min(Math.max(value, BACKGROUND), INK) + 1));
  const name = `row ${row}, column ${column}: ${ink === 0 ? "paper" : ink === 100 ? "ink" : `${ink}% ink`}`;
  if (cell.getAttribute("aria-label") !== name) cell.setAttribute("aria-label", name);
}
