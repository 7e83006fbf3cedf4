/**
 * The drawing pad: turns pointer events into strokes, and draws strokes on two canvases. Instead of strokes it may hold a
 * 16 by 16 picture, which is read unchanged, or a photo, which is read like a drawing.
 *
 * The visitor sees a canvas with the screen's resolution. The network reads a separate one, 280 by 280, so that the answer
 * depends only on the strokes, not on the screen.
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
 * @property {() => void} onStart The pen touches the pad, or the pad is filled or cleared.
 * @property {() => void} onDraw The drawing has grown.
 * @property {() => void} onSettle The drawing is finished for now: pen up, undo, clear, or a picture.
 */

/**
 * @typedef {{strokes: readonly Stroke[], picture?: Picture, photo?: ImageData, passing?: boolean}} Sheet What is on the pad:
 *   strokes, a picture or a photo, and whether the next stroke replaces it.
 */

const MAX_UNDO = 100; // sheets that undo can restore

export class Pad {
  /** @type {Sheet[]} What was on the pad, oldest first, and what was undone. */
  #sheets = [{ strokes: [] }];
  /** Index of the sheet on the pad. */
  #at = 0;
  /** @type {number | null} */
  #pointer = null;
  #canvas;
  #display;
  #ink;
  #listener;

  #width;
  /** Width of the pen for the next strokes. */
  pen;
  /** Whether the next strokes erase. */
  erases = false;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Listener} listener
   * @param {{width: number, pen: number}} [measures] Width of the pad and of the pen, in the pad's coordinates.
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

  /** The drawing, or the photo, as the network reads it. The caller owns the pixels. */
  pixels() {
    const { photo } = this.#sheets[this.#at];
    if (photo) return new ImageData(photo.data.slice(), photo.width, photo.height);
    drawStrokes(this.#ink, this.strokes, "#000");
    return this.#ink.getImageData(0, 0, SIDE, SIDE);
  }

  /** @param {Picture} picture Replaces everything on the pad. */
  put(picture) {
    this.#replace({ strokes: [], picture });
  }

  /** @param {readonly Stroke[]} strokes Replace everything on the pad. */
  putStrokes(strokes) {
    this.#replace({ strokes });
  }

  /** @param {readonly Stroke[]} strokes Replace everything on the pad, until the next stroke. */
  putExample(strokes) {
    this.#replace({ strokes, passing: true });
  }

  /** @param {ImageData} photo Replaces everything on the pad. */
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

  /** @param {Sheet} sheet Put on the pad; undone sheets are lost. */
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
 * Paint a photo as large as possible, in the middle.
 *
 * @param {CanvasRenderingContext2D} context Context of a square canvas.
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
