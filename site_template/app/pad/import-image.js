/**
 * Puts pictures on the pad that are chosen as files, dropped on the page, or pasted.
 *
 * @import {Pad} from "./pad.js"
 */

import { context2d } from "../util/dom.js";
import { SIDE } from "./strokes.js";

/**
 * @param {Pad} pad
 * @param {HTMLElement} target The element on which pictures are dropped. Elsewhere browsers open them instead of the page.
 * @param {HTMLInputElement} chooser
 * @param {(message: string) => void} onTrouble Called with "" when there is no more trouble.
 */
export function createImageImport(pad, target, chooser, onTrouble) {
  let taken = 0; // pictures so far; of several, only the last one counts, in whatever order they are decoded
  let hasTrouble = false;

  /** @param {Iterable<File> | null | undefined} files */
  async function take(files) {
    const [file] = files ?? [];
    if (!file) return;
    const number = ++taken;
    try {
      const picture = await read(file);
      if (number !== taken) return;
      pad.putPhoto(picture);
      if (hasTrouble) onTrouble("");
      hasTrouble = false;
    } catch {
      if (number !== taken) return;
      hasTrouble = true;
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
