/**
 * A drawing in the fragment of an address: #1.NETWORK.STROKES, with the strokes as bytes in base64url.
 *
 * Each stroke is the pen's width, plus 128 if it erases; the number of points; and the points, x and y in one byte each.
 *
 * @import {Point, Stroke} from "./strokes.js"
 */

import { SIDE } from "./strokes.js";

export const VERSION = 1;
export const MAX_LENGTH = 4000; // characters of the strokes; some programs cut off longer links
const FRAGMENT = new RegExp(`^#${VERSION}\\.([a-z0-9-]{1,40})\\.([A-Za-z0-9_-]{2,${MAX_LENGTH}})$`);
const MARGIN = 20; // pixels that a pen may go outside the pad
const STEP = (SIDE + 2 * MARGIN) / 255; // pixels per unit of a byte
const ERASES = 128;
const [MIN_PEN, MAX_PEN] = [6, 48];
const MAX_POINTS = 255; // of a stroke
// Pixels that a simplified stroke may deviate from its path. The smallest that makes the link short enough is used.
const TOLERANCES = [1, 1.5, 2, 3, 4, 6];

/**
 * @param {string} network
 * @param {readonly Stroke[]} strokes
 * @returns {string | null} Null if the drawing is too long for a link.
 */
export function toFragment(network, strokes) {
  for (const tolerance of TOLERANCES) {
    const text = encode(strokes, tolerance);
    if (text.length <= MAX_LENGTH) return `#${VERSION}.${network}.${text}`;
  }
  return null;
}

/**
 * @param {readonly Stroke[]} strokes
 * @param {number} tolerance
 */
function encode(strokes, tolerance) {
  const bytes = strokes.flatMap(({ points, pen, erases }) => {
    const kept = simplify(points, tolerance);
    return [pen + (erases ? ERASES : 0), kept.length, ...kept.flatMap(({ x, y }) => [toByte(x), toByte(y)])];
  });
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * @param {string} fragment
 * @returns {{network: string, strokes: Stroke[]} | null} Null for anything that `toFragment` would not write.
 */
export function fromFragment(fragment) {
  const [, network, text] = FRAGMENT.exec(fragment) ?? [];
  if (!text || text.length % 4 === 1) return null;
  const bytes = Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
  const strokes = [];
  for (let at = 0; at < bytes.length; ) {
    const [head, count] = [bytes[at], bytes[at + 1]];
    const places = bytes.slice(at + 2, at + 2 + 2 * count);
    const pen = head % ERASES;
    if (!count || pen < MIN_PEN || pen > MAX_PEN || places.length < 2 * count) return null;
    const points = Array.from({ length: count }, (_, n) => ({ x: fromByte(places[2 * n]), y: fromByte(places[2 * n + 1]) }));
    strokes.push({ points, pen, erases: head >= ERASES });
    at += 2 + 2 * count;
  }
  return { network, strokes };
}

/** @param {number} place */
function toByte(place) {
  return Math.min(Math.max(Math.round((place + MARGIN) / STEP), 0), 255);
}

/** @param {number} byte */
function fromByte(byte) {
  return byte * STEP - MARGIN;
}

/**
 * @param {Point[]} points
 * @param {number} tolerance Doubled until there are few enough points.
 */
function simplify(points, tolerance) {
  for (;;) {
    const kept = [points[0], ...between(points, tolerance)];
    if (kept.length <= MAX_POINTS) return kept;
    tolerance *= 2;
  }
}

/**
 * Leave out points near the straight line between the kept ones (Ramer, 1972; Douglas and Peucker, 1973).
 *
 * @param {Point[]} points
 * @param {number} tolerance
 * @returns {Point[]} All kept points except the first.
 */
function between(points, tolerance) {
  const [first, last] = [points[0], points[points.length - 1]];
  let [farthest, distance] = [0, tolerance];
  points.forEach((point, at) => {
    const away = distanceToLine(point, first, last);
    if (away > distance) [farthest, distance] = [at, away];
  });
  if (farthest) return [...between(points.slice(0, farthest + 1), tolerance), ...between(points.slice(farthest), tolerance)];
  return points.length > 1 ? [last] : [];
}

/**
 * @param {Point} point
 * @param {Point} start
 * @param {Point} end
 */
function distanceToLine({ x, y }, start, end) {
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = dx * dx + dy * dy;
  const along = length ? Math.min(Math.max(((x - start.x) * dx + (y - start.y) * dy) / length, 0), 1) : 0;
  return Math.hypot(x - start.x - along * dx, y - start.y - along * dy);
}
