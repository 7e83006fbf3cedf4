/**
 * What lies beside the pad: undo, redo, eraser, clear, the pen's width, a link to the drawing, and samples.
 *
 * @import {Pad} from "./pad.js"
 * @import {Stroke} from "./strokes.js"
 */

import { find, hook } from "../util/dom.js";
import { fromFragment, toFragment } from "./share-link.js";
import { toStrokes } from "./strokes.js";

/**
 * @param {Pad} pad
 * @param {[number, number][][][]} samples Each the points of its strokes.
 */
export function layTools(pad, samples) {
  const erase = hook("erase", HTMLButtonElement);
  const pen = hook("pen", HTMLInputElement);
  const dot = find(".nib circle", SVGCircleElement);

  const setPen = () => {
    pad.pen = Number(pen.value);
    dot.setAttribute("r", String(pad.pen / 2));
  };

  hook("undo", HTMLButtonElement).addEventListener("click", () => pad.undo());
  hook("redo", HTMLButtonElement).addEventListener("click", () => pad.redo());
  hook("clear", HTMLButtonElement).addEventListener("click", () => pad.clear());
  erase.addEventListener("click", () => {
    pad.erases = !pad.erases;
    erase.setAttribute("aria-pressed", String(pad.erases));
  });
  pen.addEventListener("input", setPen);
  setPen(); // a browser may have kept the width of the last visit

  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    if (event.shiftKey) pad.redo();
    else pad.undo();
  });

  document.querySelectorAll("[data-sample]").forEach((button, at) => {
    button.addEventListener("click", () => {
      pad.putStrokes(toStrokes(samples[at]));
    });
  });
}

/**
 * A link holds the drawing and the network that reads it.
 *
 * @param {Pad} pad
 * @param {() => string} network Name of the one that reads.
 * @param {(network: string, strokes: Stroke[]) => void} onOpen The address holds a drawing.
 * @param {(message: string) => void} say
 */
export function shareLinks(pad, network, onOpen, say) {
  const open = () => {
    const found = fromFragment(location.hash);
    if (found) onOpen(found.network, found.strokes);
  };

  hook("share", HTMLButtonElement).addEventListener("click", async () => {
    if (pad.strokes.length === 0) {
      say(pad.isBlank ? "Draw something first: a link holds a drawing." : "A link holds what is drawn; this is a picture.");
      return;
    }
    history.replaceState(null, "", toFragment(network(), pad.strokes));
    const { origin, pathname, hash } = location; // of the whole page, also where this one is embedded
    try {
      await navigator.clipboard.writeText(origin + pathname + hash);
      say("Copied a link that holds your drawing.");
    } catch {
      say("The address of this page now holds your drawing.");
    }
  });
  addEventListener("hashchange", open);
  open();
}
