/** State in one place: modules set parts of it, and are notified when a part that they watch has changed. */

/**
 * @template {object} State
 * @typedef {object} Store
 * @property {Readonly<State>} state
 * @property {(changes: Partial<State>) => void} set
 * @property {(names: (keyof State)[], listener: (state: Readonly<State>) => void) => void} subscribe
 */

/**
 * @template {object} State
 * @param {State} initial
 * @returns {Store<State>}
 */
export function createStore(initial) {
  let state = Object.freeze({ ...initial });
  /** @type {{names: (keyof State)[], listener: (state: Readonly<State>) => void}[]} */
  const subscriptions = [];
  return {
    get state() {
      return state;
    },

    /** Listeners are called once, after all changes, in the order in which they subscribed. */
    set(changes) {
      const before = state;
      state = Object.freeze({ ...before, ...changes });
      const changed = /** @type {(keyof State)[]} */ (Object.keys(changes)).filter((name) => before[name] !== state[name]);
      for (const { names, listener } of subscriptions) {
        if (names.some((name) => changed.includes(name))) listener(state);
      }
    },

    subscribe(names, listener) {
      subscriptions.push({ names, listener });
    },
  };
}
