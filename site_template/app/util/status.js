/** The line with the engine's status. */

import { byId } from "./dom.js";

const root = document.documentElement;
const line = byId("status", HTMLElement);
const retry = byId("retry", HTMLButtonElement);
let started = 0; // the time of navigation, because Python does not wait for the page

/** @param {() => void} again Called when the visitor wants to try again. */
export function onRetry(again) {
  retry.addEventListener("click", again);
}

export function showStart() {
  if (root.dataset.engine === "failed") started = performance.now();
  root.dataset.engine = "loading";
  retry.hidden = true;
  line.textContent = "Loading Python. You can draw meanwhile.";
}

/**
 * @param {string} stage
 * @param {number} bytes Number of bytes so far.
 */
export function showStage(stage, bytes) {
  line.textContent = `${stage}, ${(bytes / 1e6).toFixed(1)} MB so far. You can draw meanwhile.`;
}

export function showReady() {
  const seconds = (performance.now() - started) / 1000;
  const short = seconds.toFixed(seconds < 9.95 ? 1 : 0); // a longer number would take another line, and shift the layout
  root.dataset.engine = "ready";
  line.textContent = `Ready after ${short} s. It all runs on your device; nothing you draw leaves it.`;
}

/** @param {string} message */
export function showFailed(message) {
  root.dataset.engine = "failed";
  line.textContent = message;
  retry.hidden = false;
}

/** @param {string} message */
export function say(message) {
  line.textContent = message;
}
