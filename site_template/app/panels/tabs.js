/**
 * The panels below the network; one of them is open.
 *
 * @import {PageStore} from "../state.js"
 * @import {PanelName} from "../types.js"
 */

import { byId } from "../util/dom.js";

/** @param {PageStore} store */
export function createTabs(store) {
  const tabs = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[role=tab]")]);
  const nameOf = (/** @type {HTMLElement} */ tab) => /** @type {PanelName} */ (tab.id.slice("tab-".length));
  const open = (/** @type {PanelName} */ panel) => store.set({ panel });

  store.subscribe(["panel"], ({ panel }) => {
    for (const tab of tabs) {
      const isOpen = nameOf(tab) === panel;
      tab.setAttribute("aria-selected", String(isOpen));
      tab.tabIndex = isOpen ? 0 : -1;
      byId(`panel-${nameOf(tab)}`, HTMLElement).hidden = !isOpen;
    }
  });
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
}
