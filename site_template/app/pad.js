/**
 * The drawing pad: strokes as vectors, drawn twice. The visible canvas is as sharp as the screen; the other has 280x280
 * pixels on every device, so that what the network reads does not depend on the screen.
 */

/** @import {Point, Stroke} from "./types.js" */

export const SIDE = 280;
const PEN = 20;

export class Pad {
  /** @type {Stroke[]} */
  strokes = [];
  #canvas;
  #screen;
  #ink;
  #changed;
  /** @type {number | undefined} the pointer that draws */
  #pointer;
  #painting = false;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {() => void} changed  called after every change of the strokes
   */
  constructor(canvas, changed) {
    this.#canvas = canvas;
    this.#screen = context(canvas, false);
    this.#changed = changed;
    this.#ink = context(new OffscreenCanvas(SIDE, SIDE), true);

    canvas.addEventListener("pointerdown", (event) => this.#down(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    canvas.addEventListener("pointerup", (event) => this.#up(event));
    canvas.addEventListener("pointercancel", (event) => this.#up(event));
    // Safari scrolls on touch in spite of touch-action when the finger starts slowly.
    canvas.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
    new ResizeObserver(() => this.#fit()).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#paintSoon());
  }

  get drawing() {
    return this.#pointer !== undefined;
  }

  undo() {
    if (this.drawing || this.strokes.length === 0) return;
    this.strokes.pop();
    this.#update();
  }

  clear() {
    this.#pointer = undefined;
    this.strokes = [];
    this.#update();
  }

  /**
   * Return 280x280 pixels: opaque ink on a transparent ground.
   *
   * @param {Stroke[]} strokes
   */
  rasterise(strokes) {
    this.#ink.clearRect(0, 0, SIDE, SIDE);
    trace(this.#ink, strokes);
    return this.#ink.getImageData(0, 0, SIDE, SIDE);
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (this.drawing || (event.pointerType === "mouse" && event.button !== 0)) return;
    event.preventDefault();
    this.#pointer = event.pointerId;
    this.#canvas.setPointerCapture(event.pointerId);
    this.strokes.push([this.#point(event)]);
    this.#update();
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (event.pointerId !== this.#pointer) return;
    const events = event.getCoalescedEvents?.() ?? [];
    for (const one of events.length > 0 ? events : [event]) this.strokes.at(-1)?.push(this.#point(one));
    this.#update();
  }

  /** @param {PointerEvent} event */
  #up(event) {
    if (event.pointerId !== this.#pointer) return;
    this.#pointer = undefined;
    this.#changed();
  }

  /**
   * @param {PointerEvent} event
   * @returns {Point}
   */
  #point(event) {
    const box = this.#canvas.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) * SIDE) / box.width,
      y: ((event.clientY - box.top) * SIDE) / box.height,
    };
  }

  #update() {
    this.#paintSoon();
    this.#changed();
  }

  #fit() {
    const side = Math.round(this.#canvas.clientWidth * devicePixelRatio);
    if (side > 0 && side !== this.#canvas.width) {
      this.#canvas.width = this.#canvas.height = side;
      this.#paint();
    }
  }

  #paintSoon() {
    if (this.#painting) return;
    this.#painting = true;
    requestAnimationFrame(() => this.#paint());
  }

  #paint() {
    this.#painting = false;
    const side = this.#canvas.width;
    this.#screen.setTransform(side / SIDE, 0, 0, side / SIDE, 0, 0);
    this.#screen.clearRect(0, 0, SIDE, SIDE);
    const colour = getComputedStyle(this.#canvas).color;
    this.#screen.strokeStyle = this.#screen.fillStyle = colour;
    trace(this.#screen, this.strokes);
  }
}

/**
 * @template {HTMLCanvasElement | OffscreenCanvas} C
 * @param {C} canvas
 * @param {boolean} willReadFrequently
 * @returns {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D}
 */
function context(canvas, willReadFrequently) {
  const found = /** @type {HTMLCanvasElement} */ (canvas).getContext("2d", { willReadFrequently });
  if (!found) throw new Error("this browser has no 2D canvas");
  return found;
}

/**
 * Draw strokes with the round pen, as lecun1989_lab/strokes.py does.
 *
 * @param {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} context
 * @param {Stroke[]} strokes
 */
function trace(context, strokes) {
  context.lineWidth = PEN;
  context.lineCap = context.lineJoin = "round";
  for (const stroke of strokes) {
    context.beginPath();
    const [first, ...rest] = stroke;
    context.moveTo(first.x, first.y);
    for (const point of rest) context.lineTo(point.x, point.y);
    if (rest.length === 0) context.lineTo(first.x, first.y); // a tap makes a dot
    context.stroke();
  }
}
