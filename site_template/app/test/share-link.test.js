import assert from "node:assert/strict";
import test from "node:test";
import { fromFragment, MAX_LENGTH, toFragment, VERSION } from "../pad/share-link.js";

const STEP = (280 + 40) / 255; // pixels per unit of a coordinate's byte

/** @param {number} seed Seed of a generator of numbers from 0 to 1 (Lehmer). */
function makeRandom(seed) {
  return () => (seed = (seed * 48271) % 2147483647) / 2147483647;
}

/** @param {() => number} random @param {number} count @param {number} length Number of points in each stroke. */
function randomStrokes(random, count, length) {
  return Array.from({ length: count }, () => ({
    points: Array.from({ length }, () => ({ x: 280 * random(), y: 280 * random() })),
    pen: 6 + Math.floor(43 * random()),
    erases: random() < 0.5,
  }));
}

test("strokes are the same after a round trip, to a byte's precision", () => {
  const random = makeRandom(1989);
  for (let round = 0; round < 50; round++) {
    const strokes = randomStrokes(random, 1 + Math.floor(5 * random()), 1 + Math.floor(9 * random()));
    const found = fromFragment(toFragment("zip-1989", strokes) ?? "");
    assert.equal(found?.network, "zip-1989");
    assert.equal(found.strokes.length, strokes.length);
    strokes.forEach(({ points, pen, erases }, at) => {
      assert.equal(found.strokes[at].pen, pen);
      assert.equal(found.strokes[at].erases, erases);
      const ends = [points[0], points[points.length - 1]];
      const kept = found.strokes[at].points;
      const foundEnds = [kept[0], kept[kept.length - 1]];
      ends.forEach(({ x, y }, end) => {
        assert.ok(Math.abs(foundEnds[end].x - x) <= STEP / 2 + 1e-9);
        assert.ok(Math.abs(foundEnds[end].y - y) <= STEP / 2 + 1e-9);
      });
    });
  }
});

test("points on a straight line are left out, others are kept", () => {
  const line = Array.from({ length: 100 }, (_, at) => ({ x: 10 + 2 * at, y: 50 }));
  const corner = [...line, { x: 208, y: 150 }];
  const found = fromFragment(toFragment("a", [{ points: corner, pen: 20, erases: false }]) ?? "");
  assert.equal(found?.strokes[0].points.length, 3);
});

test("a detailed drawing makes a link that can be opened", () => {
  const random = makeRandom(3);
  const strokes = Array.from({ length: 7 }, () => ({
    points: Array.from({ length: 400 }, (_, at) => ({
      x: 140 + 100 * Math.sin(at / 9) + 3 * random(),
      y: 140 + 100 * Math.cos(at / 7) + 3 * random(),
    })),
    pen: 20,
    erases: false,
  }));
  const fragment = toFragment("reader", strokes);
  assert.ok(fragment);
  assert.ok(fragment.length <= MAX_LENGTH + 20);
  assert.equal(fromFragment(fragment)?.strokes.length, 7);
});

test("a drawing that is too long has no link", () => {
  assert.equal(toFragment("reader", randomStrokes(makeRandom(4), 40, 200)), null);
});

test("fragments that toFragment would not write are ignored", () => {
  const good = toFragment("a", [{ points: [{ x: 1, y: 2 }], pen: 20, erases: false }]) ?? "";
  assert.ok(fromFragment(good));
  const pen = (/** @type {number} */ width) => `#1.a.${btoa(String.fromCharCode(width, 1, 9, 9)).replaceAll("=", "")}`;
  assert.ok(fromFragment(pen(6)));
  assert.ok(fromFragment(pen(128 + 48)));
  for (const bad of [
    "",
    "#",
    "#results",
    good.replace(`#${VERSION}.`, `#${VERSION + 1}.`),
    good.replace(".a.", ".A B."),
    good.slice(0, -1),
    `${good}A`,
    pen(5),
    pen(49),
    pen(128 + 127),
    pen(0),
    `#1.a.${"A".repeat(MAX_LENGTH + 1)}`,
  ]) {
    assert.equal(fromFragment(bad), null, bad);
  }
});
