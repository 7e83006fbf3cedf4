/**
 * The drawing pad: pointers to strokes, strokes to two canvases. Instead of strokes it may hold a picture of 16 by 16,
 * which is read as it is, or a photo, which is read as a drawing.
 *
 * The visitor sees a canvas as sharp as the screen. The network reads a sheet of its own, 280 by 280, so that an answer
 * depends on the strokes alone, not on the screen.
 *
 * @import {Stroke} from "./strokes.js"
 * @import {Picture} from "../types.js"
 */

import { paintImage } from "../network/digit-image.js";
import { context2d } from "../util/dom.js";
import { onThemeChange } from "../util/theme.js";
import { drawStrokes, PEN, SIDE } from "./strokes.js";

/**
 * @typedef {object} Listener
 * @property {() => void} onStart The pen touches the pad, something else is put on it, or it is cleared.
 * @property {() => void} onDraw The drawing has grown.
 * @property {() => void} onSettle The drawing is finished for now: pen up, undo, clear, a picture.
 */

/**
 * @typedef {{strokes: readonly Stroke[], picture?: Picture, photo?: ImageData, passing?: boolean}} Sheet What is on the pad: one
 *   of them, and whether it makes room when one draws.
 */

const MAX_UNDO = 100; // sheets that can be brought back

export class Pad {
  /** @type {Sheet[]} What was on the pad, oldest first, and what was taken back. */
  #sheets = [{ strokes: [] }];
  /** Which of the sheets is on the pad. */
  #at = 0;
  /** @type {number | null} */
  #pointer = null;
  #canvas;
  #display;
  #ink;
  #listener;

  #width;
  /** Width of the pen, for the strokes to come. */
  pen;
  /** Whether the strokes to come erase. */
  erases = false;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Listener} listener
   * @param {{width: number, pen: number}} [measures] The pad's width and the pen's in its coordinates.
   */
  constructor(canvas, listener, { width, pen } = { width: SIDE, pen: PEN }) {
    this.#width = width;
    this.pen = pen;
    this.#canvas = canvas;
    this.#listener = listener;
    this.#display = context2d(canvas);
    const sheet = document.createElement("canvas");
    sheet.width = sheet.height = SIDE;
    this.#ink = context2d(sheet, { willReadFrequently: true });
    canvas.addEventListener("pointerdown", (event) => this.#start(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    for (const type of /** @type {const} */ (["pointerup", "pointercancel", "lostpointercapture"])) {
      canvas.addEventListener(type, (event) => this.#end(event));
    }
    // Safari may scroll in spite of touch-action when a finger starts slowly.
    canvas.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
    new ResizeObserver(() => this.#resize()).observe(canvas);
    onThemeChange(() => this.#show());
  }

  get isBlank() {
    const { strokes, picture, photo } = this.#sheets[this.#at];
    return strokes.length === 0 && !picture && !photo;
  }

  get strokes() {
    return this.#sheets[this.#at].strokes;
  }

  get picture() {
    return this.#sheets[this.#at].picture ?? null;
  }

  /** The drawing, or the photo, as the network reads it. Its pixels are the caller's. */
  pixels() {
    const { photo } = this.#sheets[this.#at];
    if (photo) return new ImageData(photo.data.slice(), photo.width, photo.height);
    drawStrokes(this.#ink, this.strokes, "#000");
    return this.#ink.getImageData(0, 0, SIDE, SIDE);
  }

  /** @param {Picture} picture Takes the place of all that is on the pad. */
  put(picture) {
    this.#replace({ strokes: [], picture });
  }

  /** @param {readonly Stroke[]} strokes Take the place of all that is on the pad. */
  putStrokes(strokes) {
    this.#replace({ strokes });
  }

  /** @param {readonly Stroke[]} strokes Likewise, until one draws. */
  putExample(strokes) {
    this.#replace({ strokes, passing: true });
  }

  /** @param {ImageData} photo Takes the place of all that is on the pad. */
  putPhoto(photo) {
    this.#replace({ strokes: [], photo });
  }

  undo() {
    if (this.#at > 0) this.#turnTo(this.#at - 1);
  }

  redo() {
    if (this.#at < this.#sheets.length - 1) this.#turnTo(this.#at + 1);
  }

  clear() {
    this.#listener.onStart();
    if (!this.isBlank) this.#lay({ strokes: [] });
    this.#turnTo(this.#at);
  }

  /** @param {Sheet} sheet */
  #replace(sheet) {
    this.#lay(sheet);
    this.#listener.onStart();
    this.#turnTo(this.#at);
  }

  /** @param {Sheet} sheet Comes onto the pad; what was taken back is lost. */
  #lay(sheet) {
    this.#sheets = [...this.#sheets.slice(Math.max(0, this.#at + 1 - MAX_UNDO), this.#at + 1), sheet];
    this.#at = this.#sheets.length - 1;
  }

  /** @param {number} at */
  #turnTo(at) {
    this.#pointer = null;
    this.#at = at;
    this.#show();
    this.#listener.onSettle();
  }

  /** @param {PointerEvent} event */
  #start(event) {
    // One pen at a time: a second finger, or a mouse button other than the first, draws nothing.
    if (this.#pointer !== null || !event.isPrimary || event.button !== 0) return;
    event.preventDefault();
    this.#pointer = event.pointerId;
    this.#canvas.setPointerCapture(event.pointerId);
    const under = this.#sheets[this.#at].passing ? [] : this.strokes;
    this.#lay({ strokes: [...under, { points: [], pen: this.pen, erases: this.erases }] });
    this.#listener.onStart();
    this.#add([event]);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (event.pointerId !== this.#pointer) return;
    const events = event.getCoalescedEvents?.() ?? [];
    this.#add(events.length ? events : [event]);
  }

  /** @param {PointerEvent} event */
  #end(event) {
    if (event.pointerId !== this.#pointer) return;
    this.#pointer = null;
    this.#listener.onSettle();
  }

  /** @param {PointerEvent[]} events */
  #add(events) {
    const box = this.#canvas.getBoundingClientRect();
    const { points } = this.strokes[this.strokes.length - 1];
    const from = points.length;
    for (const event of events) {
      const x = ((event.clientX - box.left) / box.width) * this.#width;
      const y = ((event.clientY - box.top) / box.width) * this.#width;
      const last = points[points.length - 1];
      if (!last || last.x !== x || last.y !== y) points.push({ x, y });
    }
    if (points.length === from) return;
    this.#show();
    this.#listener.onDraw();
  }

  #resize() {
    const width = Math.round(this.#canvas.clientWidth * devicePixelRatio);
    if (width === 0 || width === this.#canvas.width) return;
    this.#canvas.width = width;
    this.#canvas.height = Math.round(this.#canvas.clientHeight * devicePixelRatio);
    this.#show();
  }

  #show() {
    const { color } = getComputedStyle(this.#canvas);
    const { strokes, picture, photo } = this.#sheets[this.#at];
    drawStrokes(this.#display, strokes, color, this.#width);
    if (picture) paintImage(this.#display, picture.values, color, PEN / SIDE);
    if (photo) paintPhoto(this.#display, photo);
  }
}

/**
 * Paint a photo as large as it fits, in the middle.
 *
 * @param {CanvasRenderingContext2D} context Of a square canvas.
 * @param {ImageData} photo
 */
function paintPhoto(context, photo) {
  const whole = document.createElement("canvas");
  [whole.width, whole.height] = [photo.width, photo.height];
  context2d(whole).putImageData(photo, 0, 0);
  const side = context.canvas.width;
  const scale = side / Math.max(photo.width, photo.height);
  const [width, height] = [photo.width * scale, photo.height * scale];
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.drawImage(whole, (side - width) / 2, (side - height) / 2, width, height);
}
