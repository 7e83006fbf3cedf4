/**
 * The drawing pad: pointers to strokes, strokes to two canvases. Instead of strokes it may hold a picture.
 *
 * What the visitor sees is as sharp as the screen. What the network reads is a sheet of 280 by 280 of its own, so
 * that an answer depends on the strokes alone, not on the screen.
 *
 * @import {Stroke} from "./strokes.js"
 * @import {Picture} from "./types.js"
 */

import { context2d } from "./dom.js";
import { paintPicture } from "./picture.js";
import { drawStrokes, PEN, SIDE } from "./strokes.js";

/**
 * @typedef {object} Listener
 * @property {() => void} onStart The pen touches the pad, or a picture is put on it.
 * @property {() => void} onDraw The drawing has grown.
 * @property {() => void} onSettle The drawing is as the visitor wants it for now: pen up, undo, clear, a picture.
 */

export class Pad {
  /** @type {Stroke[]} */
  #strokes = [];
  /** @type {Picture | null} Put on the pad instead of strokes. */
  #picture = null;
  /** @type {number | null} */
  #pointer = null;
  #canvas;
  #display;
  #ink;
  #listener;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Listener} listener
   */
  constructor(canvas, listener) {
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
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#show());
  }

  get isBlank() {
    return this.#strokes.length === 0 && !this.#picture;
  }

  get picture() {
    return this.#picture;
  }

  /** The drawing as the network reads it. */
  pixels() {
    drawStrokes(this.#ink, this.#strokes, "#000");
    return this.#ink.getImageData(0, 0, SIDE, SIDE);
  }

  /** @param {Picture} picture Takes the place of all that is on the pad. */
  put(picture) {
    this.#pointer = null;
    this.#strokes = [];
    this.#picture = picture;
    this.#listener.onStart();
    this.#show();
    this.#listener.onSettle();
  }

  undo() {
    if (this.isBlank) return;
    this.#pointer = null;
    this.#picture = null;
    this.#strokes.pop();
    this.#show();
    this.#listener.onSettle();
  }

  clear() {
    this.#pointer = null;
    this.#picture = null;
    this.#strokes = [];
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
    this.#picture = null;
    this.#strokes.push([]);
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
    const stroke = this.#strokes[this.#strokes.length - 1];
    const from = stroke.length;
    for (const event of events) {
      const x = ((event.clientX - box.left) / box.width) * SIDE;
      const y = ((event.clientY - box.top) / box.height) * SIDE;
      const last = stroke[stroke.length - 1];
      if (!last || last.x !== x || last.y !== y) stroke.push({ x, y });
    }
    if (stroke.length === from) return;
    this.#show();
    this.#listener.onDraw();
  }

  #resize() {
    const side = Math.round(this.#canvas.clientWidth * devicePixelRatio);
    if (side === 0 || side === this.#canvas.width) return;
    this.#canvas.width = this.#canvas.height = side;
    this.#show();
  }

  #show() {
    const { color } = getComputedStyle(this.#canvas);
    drawStrokes(this.#display, this.#strokes, color);
    if (this.#picture) paintPicture(this.#display, this.#picture.values, color, PEN / SIDE);
  }
}
