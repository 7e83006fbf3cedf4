/**
 * Work of which only the newest counts: one at a time, begun again when something has changed meanwhile.
 *
 * @import {Engine} from "./engine.js"
 */

/**
 * @param {Engine} engine
 * @param {(isStale: () => boolean) => Promise<void>} work Asks the engine, and drops what has grown stale.
 * @returns {() => Promise<void>} Something has changed: work.
 */
export function latest(engine, work) {
  let stale = false;
  let busy = false;
  return async () => {
    stale = true;
    if (busy || !engine.isReady) return;
    busy = true;
    while (stale) {
      stale = false;
      // When the engine stops, the page says so; when it is back, it is asked again.
      await work(() => stale).catch(() => {});
    }
    busy = false;
  };
}
