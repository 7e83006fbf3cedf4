/**
 * A whole zip code: a wide pad, the digits that the network finds, and its answers.
 *
 * @import {PageStore} from "../state.js"
 * @import {Box, EngineCalls, Row, RowDigit} from "../types.js"
 */

import { paintImage, SIDE } from "../network/digit-image.js";
import { createLiveReading } from "../pad/live-reading.js";
import { Pad } from "../pad/pad.js";
import { byId, context2d, makeSvg } from "../util/dom.js";
import { onThemeChange } from "../util/theme.js";

const LENGTH = 5; // digits of a zip code
const REST = 1000; // milliseconds without a stroke, after which screen readers announce the code
/** @type {Row} */
const NOTHING = { code: "", digits: [] };

/**
 * @param {EngineCalls} engine
 * @param {PageStore} store
 * @param {{width: number, pen: number}} measures Width of the pad and of its pen, in the pad's coordinates.
 * @param {(message: string) => void} say
 */
export function createZipCode(engine, store, measures, say) {
  const section = byId("zipcode", HTMLElement);
  const code = byId("code", HTMLElement);
  const aloud = byId("code-aloud", HTMLElement);
  const cells = byId("code-digits", HTMLOListElement);
  const boxes = byId("code-boxes", SVGSVGElement);
  const isDrawn = () => section.dataset.showing === "drawing";
  let shown = NOTHING;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;

  /** @param {Row} row */
  function show(row) {
    shown = row;
    code.textContent = row.code;
    const length = Math.max(LENGTH, row.digits.length);
    cells.replaceChildren(...Array.from({ length }, (_, at) => makeCell(row.digits[at], at)));
    boxes.replaceChildren(...row.digits.map(({ box }) => makeBox(box)));
    clearTimeout(resting);
    resting = setTimeout(() => {
      aloud.textContent = [...row.code].map((each) => (each === "?" ? "doubtful" : each)).join(" ");
    }, REST);
  }

  const pad = new Pad(
    byId("code-pad", HTMLCanvasElement),
    {
      onStart: () => (section.dataset.showing = "drawing"),
      onDraw: () => {},
      onSettle: () => live.settle(),
    },
    measures,
  );
  const live = createLiveReading(store, {
    isBlank: () => pad.isBlank,
    read: () => {
      const points = pad.strokes.flatMap((stroke) => stroke.points.flatMap(({ x, y }) => [x, y]));
      const lengths = pad.strokes.map((stroke) => stroke.points.length);
      return engine.read_row(store.state.network, Float32Array.from(points), Int32Array.from(lengths), measures.pen);
    },
    show: (row) => show(row ?? NOTHING),
    say,
  });
  byId("code-undo", HTMLButtonElement).addEventListener("click", () => pad.undo());
  byId("code-clear", HTMLButtonElement).addEventListener("click", () => pad.clear());
  onThemeChange(() => isDrawn() && show(shown));

  return {
    /** Read the pad again, because the network has changed. */
    readAgain: () => isDrawn() && live.settle(),
  };
}

/**
 * @param {RowDigit | undefined} digit
 * @param {number} at
 */
function makeCell(digit, at) {
  const cell = document.createElement("li");
  cell.dataset.testid = `code-digit-${at}`;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  canvas.setAttribute("aria-hidden", "true");
  const [reading, note] = [document.createElement("b"), document.createElement("small")];
  cell.append(canvas, reading, note);
  if (digit) {
    reading.textContent = digit.rejected ? "?" : String(digit.digit);
    note.textContent = digit.rejected ? `perhaps ${digit.digit}` : `${Math.round(100 * digit.scores[digit.digit])}%`;
    requestAnimationFrame(() => paintImage(context2d(canvas), digit.image, getComputedStyle(canvas).color));
  }
  return cell;
}

/** @param {Box} box */
function makeBox([left, top, right, bottom]) {
  return makeSvg("rect", { x: left, y: top, width: right - left, height: bottom - top, rx: 4 });
}
