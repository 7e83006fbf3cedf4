/** The panels below the network, of which one is open. */

/** @typedef {"unit" | "why" | "bend" | "compare" | "teach"} PanelName */

import { find } from "../util/dom.js";

/**
 * @param {(name: PanelName) => void} onOpen
 */
export function layTabs(onOpen) {
  const tabs = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[role=tab]")]);
  const nameOf = (/** @type {HTMLElement} */ tab) => /** @type {PanelName} */ (tab.id.slice("tab-".length));
  /** @type {PanelName} */
  let current = "unit";

  /** @param {PanelName} name */
  function open(name) {
    if (name === current) return;
    current = name;
    for (const tab of tabs) {
      const chosen = nameOf(tab) === name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      find(`#panel-${nameOf(tab)}`, HTMLElement).hidden = !chosen;
    }
    onOpen(name);
  }

  tabs.forEach((tab, at) => {
    tab.addEventListener("click", () => open(nameOf(tab)));
    tab.addEventListener("keydown", (event) => {
      const rightwards = getComputedStyle(tab).direction === "rtl" ? -1 : 1;
      const places = { ArrowRight: at + rightwards, ArrowLeft: at - rightwards, Home: 0, End: tabs.length - 1 };
      const next = places[/** @type {keyof typeof places} */ (event.key)];
      if (next === undefined) return;
      event.preventDefault();
      const other = tabs[(next + tabs.length) % tabs.length];
      open(nameOf(other));
      other.focus();
    });
  });
  return {
    open,
    get current() {
      return current;
    },
  };
}
