/** Numbers and digits in words. */

/** @param {number} digit */
export function withArticle(digit) {
  return `${digit === 8 ? "an" : "a"} ${digit}`;
}

/** @param {number} value Written with two decimals and a typographic minus. */
export function plain(value) {
  return value.toFixed(2).replace("-", "−");
}
