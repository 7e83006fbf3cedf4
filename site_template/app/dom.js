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
