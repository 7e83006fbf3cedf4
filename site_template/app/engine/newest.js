/**
 * Work of which only the newest counts: one at a time, begun again when something has changed meanwhile.
 *
 * @param {(isStale: () => boolean) => Promise<void>} work Asks Python, and drops what has become stale.
 * @param {object} options
 * @param {() => boolean} options.isReady Whether work can begin.
 * @param {number} [options.pause] Least milliseconds from one beginning to the next, unless it is urgent.
 * @returns {{request: (options?: {urgent?: boolean}) => void, resume: () => void}} `request`: something has changed. `resume`:
 *   work may be able to begin now.
 */
export function newest(work, { isReady, pause = 0 }) {
  let wanted = false;
  let busy = false;
  let isUrgent = false;
  let begun = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  async function next() {
    if (!wanted || busy || !isReady()) return;
    clearTimeout(timer);
    const wait = begun + pause - performance.now();
    if (wait > 0 && !isUrgent) {
      timer = setTimeout(next, wait);
      return;
    }
    begun = performance.now();
    busy = true;
    wanted = isUrgent = false;
    try {
      await work(() => wanted);
    } catch (error) {
      if (isReady()) throw error;
      wanted = true; // Python has stopped, and the page says so; when it is back, this is asked again
    } finally {
      busy = false;
    }
    next();
  }

  return {
    request({ urgent = false } = {}) {
      wanted = true;
      isUrgent ||= urgent;
      next();
    },
    resume: next,
  };
}
