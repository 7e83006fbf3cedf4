/**
 * A whole zip code: a wide pad, what the network takes for its digits, and how it reads them.
 *
 * @import {Engine} from "../engine/engine.js"
 * @import {Code, CodeDigit} from "../types.js"
 */

import { context2d, find, hook } from "../util/dom.js";
import { Live } from "../engine/live.js";
import { Pad } from "../pad/pad.js";
import { paintPicture } from "../network/digit-image.js";

const WIDTH = 720; // of the pad, in its coordinates
const PEN = 14;
const LENGTH = 5; // digits of a zip code
const REST = 1000; // milliseconds after which the pen is taken to rest, so that the code is read aloud

/**
 * @param {Engine} engine
 * @param {string} model Name of the network that reads.
 * @param {(message: string) => void} say
 */
export function layCodePad(engine, model, say) {
  const section = find("#zipcode", HTMLElement);
  const canvas = hook("code-pad", HTMLCanvasElement);
  const code = hook("code", HTMLElement);
  const aloud = find("#code-aloud", HTMLElement);
  const cells = find("#code-digits", HTMLOListElement);
  const boxes = find("#code-boxes", SVGSVGElement);
  /** @type {Code} */
  let shown = { code: "", digits: [] };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;

  /** @param {Code} answer */
  function show(answer) {
    shown = answer;
    code.textContent = answer.code;
    cells.replaceChildren(
      ...Array.from({ length: Math.max(LENGTH, answer.digits.length) }, (_, at) => makeCell(answer.digits[at], at)),
    );
    boxes.replaceChildren(...answer.digits.map(({ box }) => makeBox(box)));
    clearTimeout(resting);
    resting = setTimeout(() => {
      aloud.textContent = [...answer.code].map((each) => (each === "?" ? "doubtful" : each)).join(" ");
    }, REST);
  }

  const pad = new Pad(
    canvas,
    {
      onStart: () => (section.dataset.showing = "drawing"),
      onDraw: () => {},
      onSettle: () => live.settle(),
    },
    { width: WIDTH, pen: PEN },
  );
  const live = new Live(
    engine,
    pad,
    (name) => engine.readCode(name, pad.strokes, PEN),
    { showAnswer: show, showNothing: () => show({ code: "", digits: [] }), say },
    model,
  );
  hook("code-undo", HTMLButtonElement).addEventListener("click", () => pad.undo());
  hook("code-clear", HTMLButtonElement).addEventListener("click", () => pad.clear());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    if (section.dataset.showing === "drawing") show(shown);
  });
  return {
    resume: () => live.resume(),
    /** @param {string} name */
    use: (name) => {
      if (section.dataset.showing === "drawing") live.use(name);
      else live.choose(name);
    },
  };
}

/**
 * @param {CodeDigit | undefined} digit
 * @param {number} at
 */
function makeCell(digit, at) {
  const cell = document.createElement("li");
  cell.dataset.testid = `code-digit-${at}`;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 16;
  canvas.setAttribute("aria-hidden", "true");
  const [reading, note] = [document.createElement("b"), document.createElement("small")];
  cell.append(canvas, reading, note);
  if (digit) {
    reading.textContent = digit.rejected ? "?" : String(digit.digit);
    note.textContent = digit.rejected ? `perhaps ${digit.digit}` : `${Math.round(100 * digit.scores[digit.digit])}%`;
    requestAnimationFrame(() => paintPicture(context2d(canvas), digit.input, getComputedStyle(canvas).color));
  }
  return cell;
}

/** @param {[number, number, number, number]} box */
function makeBox([left, top, right, bottom]) {
  const rectangle = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const sides = { x: left, y: top, width: right - left, height: bottom - top, rx: 4 };
  for (const [name, value] of Object.entries(sides)) rectangle.setAttribute(name, String(value));
  return rectangle;
}
