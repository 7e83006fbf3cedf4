/**
 * Puts pictures on the pad that are chosen as files, dropped on it, or pasted.
 *
 * @import {Pad} from "./pad.js"
 */

import { context2d } from "../util/dom.js";
import { SIDE } from "./strokes.js";

/**
 * @param {Pad} pad
 * @param {HTMLElement} target The element on which pictures are dropped.
 * @param {HTMLInputElement} chooser
 * @param {(message: string) => void} onTrouble
 */
export function createImageImport(pad, target, chooser, onTrouble) {
  /** @param {Iterable<File> | null | undefined} files */
  async function take(files) {
    const [file] = files ?? [];
    if (!file) return;
    try {
      pad.putPhoto(await read(file));
    } catch {
      onTrouble(`${file.name || "What you pasted"} is not a picture that this browser can read. Try a PNG or JPEG file.`);
    }
  }

  target.addEventListener("dragover", (event) => event.preventDefault());
  target.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer?.files);
  });
  document.addEventListener("paste", (event) => take(event.clipboardData?.files));
  chooser.addEventListener("change", () => {
    take(chooser.files);
    chooser.value = ""; // so that the same file can be chosen again
  });
}

/**
 * @param {File} file
 * @returns {Promise<ImageData>} The picture, shrunk to the pad if it is larger.
 */
async function read(file) {
  const bitmap = await createImageBitmap(file);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = fitInto(SIDE, bitmap.width, bitmap.height);
  const context = context2d(canvas);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/**
 * Shrink a picture's size so that it fits into a square; a smaller picture keeps its size.
 *
 * @param {number} side
 * @param {number} width
 * @param {number} height
 * @returns {[number, number]} Width and height, at least 1.
 */
export function fitInto(side, width, height) {
  const scale = Math.min(1, side / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}
