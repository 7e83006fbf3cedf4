/**
 * Keeps the answer up to date with the drawing: one request at a time, always for the newest drawing; stale answers are
 * dropped.
 *
 * @import {PageStore} from "../state.js"
 */

import { newest } from "../engine/newest.js";

/** Milliseconds between two requests while the pen is down, so that the worker is usually idle when it goes up. */
const PAUSE = 40;

/**
 * @template Answer
 * @param {PageStore} store
 * @param {object} options
 * @param {() => boolean} options.isBlank Whether there is nothing to read.
 * @param {() => Promise<Answer>} options.read
 * @param {(answer: Answer | null) => void} options.show Shows an answer, or null for a blank pad.
 * @param {(message: string) => void} options.say
 */
export function createLiveReading(store, { isBlank, read, show, say }) {
  /** Counts the changes that make pending answers stale, such as pen up, undo or another network. */
  let epoch = 0;

  const ask = newest(
    async () => {
      if (isBlank()) return;
      const asked = epoch;
      try {
        const answer = await read();
        if (asked === epoch) show(answer);
      } catch (error) {
        if (!store.state.ready) throw error;
        say(/** @type {Error} */ (error).message);
      }
    },
    { isReady: () => store.state.ready, pause: PAUSE },
  );
  store.subscribe(["ready"], ask.resume);

  return {
    /** The drawing has grown: an answer to its earlier state is still worth showing. */
    grow: () => ask.request(),

    /** The drawing has changed: only an answer to exactly this drawing counts. */
    settle() {
      epoch++;
      if (isBlank()) show(null);
      else ask.request({ urgent: true });
    },
  };
}
