/** Numbers and digits in words. */

/** @param {number} digit */
export function withArticle(digit) {
  return `${digit === 8 ? "an" : "a"} ${digit}`;
}

/** @param {number} value With two decimals, and a minus as wide as a plus. */
export function plain(value) {
  return value.toFixed(2).replace("-", "−");
}
