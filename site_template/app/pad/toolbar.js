/**
 * The tools next to the pad: undo, redo, eraser, clear, the pen's width, a link to the drawing, and samples.
 *
 * @import {PageStore} from "../state.js"
 * @import {Line} from "../types.js"
 * @import {Pad} from "./pad.js"
 * @import {Stroke} from "./strokes.js"
 */

import { byId, find } from "../util/dom.js";
import { fromFragment, toFragment } from "./share-link.js";
import { toStrokes } from "./strokes.js";

/**
 * @param {Pad} pad
 * @param {readonly Line[][]} samples
 */
export function createToolbar(pad, samples) {
  const erase = byId("erase", HTMLButtonElement);
  const pen = byId("pen", HTMLInputElement);
  const dot = find(".nib circle", SVGCircleElement);

  const setPen = () => {
    pad.pen = Number(pen.value);
    dot.setAttribute("r", String(pad.pen / 2));
  };

  byId("undo", HTMLButtonElement).addEventListener("click", () => pad.undo());
  byId("redo", HTMLButtonElement).addEventListener("click", () => pad.redo());
  byId("clear", HTMLButtonElement).addEventListener("click", () => pad.clear());
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
    button.addEventListener("click", () => pad.putStrokes(toStrokes(samples[at])));
  });
}

/**
 * Links that contain the drawing and the name of the network.
 *
 * @param {Pad} pad
 * @param {PageStore} store
 * @param {(network: string, strokes: Stroke[]) => void} onOpen Called if the address contains a drawing.
 * @param {(message: string) => void} say
 */
export function createShareLinks(pad, store, onOpen, say) {
  const open = () => {
    const found = fromFragment(location.hash);
    if (found) onOpen(found.network, found.strokes);
  };

  byId("share", HTMLButtonElement).addEventListener("click", async () => {
    if (pad.strokes.length === 0) {
      say(pad.isBlank ? "Draw something first: a link holds a drawing." : "A link holds what is drawn; this is a picture.");
      return;
    }
    const fragment = toFragment(store.state.network, pad.strokes);
    if (fragment === null) {
      say("This drawing is too long for a link. Draw it with fewer strokes.");
      return;
    }
    history.replaceState(null, "", fragment);
    const { origin, pathname, hash } = location; // without "?embed", if the page is embedded
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
