/**
 * Runs work of which only the newest result counts: one run at a time, and another run if something has changed meanwhile.
 *
 * @param {(isStale: () => boolean) => Promise<void>} work Asks Python, and drops stale answers.
 * @param {object} options
 * @param {() => boolean} options.isReady Whether work can start.
 * @param {number} [options.pause] Minimum milliseconds from one start to the next, unless it is urgent.
 * @returns {{request: (options?: {urgent?: boolean}) => void, resume: () => void}} `request`: something has changed. `resume`:
 *   it may be possible to start work now.
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
      wanted = true; // Python has stopped, and the page says so; work runs again when Python is back
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
