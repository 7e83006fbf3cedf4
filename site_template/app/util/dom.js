/** Finding the page's elements. */

/**
 * @template {Element} T
 * @param {string} selector
 * @param {new (...args: any[]) => T} kind
 * @returns {T}
 */
export function find(selector, kind) {
  const element = document.querySelector(selector);
  if (!(element instanceof kind)) throw new Error(`the page has no ${selector}`);
  return element;
}

/**
 * @template {Element} T
 * @param {string} id The element's data-testid.
 * @param {new (...args: any[]) => T} kind
 * @returns {T}
 */
export function hook(id, kind) {
  return find(`[data-testid="${id}"]`, kind);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {CanvasRenderingContext2DSettings} [settings]
 * @returns {CanvasRenderingContext2D}
 */
export function context2d(canvas, settings) {
  const context = canvas.getContext("2d", settings);
  if (!context) throw new Error("this browser gives no 2D canvas");
  return context;
}

/**
 * Bring a place of the page into view, unless it is; smoothly for those who do not mind.
 *
 * @param {Element} element What should be seen.
 * @param {Element} place What to scroll to.
 * @param {ScrollLogicalPosition} block Where on the screen.
 */
export function reveal(element, place, block) {
  const { top, bottom } = element.getBoundingClientRect();
  if (top >= 0 && bottom <= innerHeight) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  place.scrollIntoView({ block, behavior: still ? "instant" : "smooth" });
}
