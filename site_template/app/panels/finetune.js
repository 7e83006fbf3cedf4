/**
 * Teaching: the visitor says what a digit was, and the network takes gradient steps until it reads it so.
 *
 * @import {Engine} from "../engine/engine.js"
 * @import {Lesson} from "./examples.js"
 * @import {Kernels, Reading, Taught} from "../types.js"
 */

import { find, hook } from "../util/dom.js";
import { paintKernels } from "../network/kernels.js";
import { addLesson, loadLessons, saveLessons } from "./examples.js";

/**
 * @param {Engine} engine
 * @param {() => string} model Name of the network that reads.
 * @param {readonly string[]} names Of all networks.
 * @param {(name: string) => void} onChange The network reads otherwise than before.
 */
export function layTeaching(engine, model, names, onChange) {
  const buttons = Array.from({ length: 10 }, (_, digit) => hook(`teach-${digit}`, HTMLButtonElement));
  const result = hook("teach-result", HTMLElement);
  const changes = find(".changes", HTMLElement);
  const summary = find(".taught", HTMLElement);
  const lessons = loadLessons();
  /** @type {Map<string, Kernels>} Of the networks that were taught. */
  const kernels = new Map();
  /** @type {ArrayLike<number> | null} What was read last. */
  let values = null;
  let busy = false;

  const lessonsOf = (/** @type {string} */ name) => lessons.get(name) ?? [];

  /** Teach a network all its lessons again, from where it was published. @param {string} name @returns {Promise<Taught>} */
  async function study(name) {
    const taught = await engine.teach(name, lessonsOf(name));
    if (lessonsOf(name).length) kernels.set(name, taught.kernels);
    else kernels.delete(name);
    return taught;
  }

  /** @param {string} name @param {Lesson[]} next */
  async function learn(name, next) {
    if (busy) return null;
    busy = true;
    const before = lessonsOf(name);
    lessons.set(name, next);
    try {
      return await study(name);
    } catch (error) {
      lessons.set(name, before);
      result.textContent = /** @type {Error} */ (error).message;
      return null;
    } finally {
      busy = false;
    }
  }

  /** @param {number} digit */
  async function teach(digit) {
    if (!values) return;
    const name = model();
    const taught = await learn(name, addLesson(lessonsOf(name), digit, values));
    if (!taught?.before || !taught.after) return;
    saveLessons(lessons);
    result.textContent = describe(digit, taught, taught.before, taught.after);
    showChanges(changes, taught, taught.before, taught.after);
    show();
    onChange(name);
  }

  async function forget() {
    const name = model();
    if (!(await learn(name, []))) return;
    lessons.delete(name);
    saveLessons(lessons);
    result.textContent = "Forgotten: it reads as it was published.";
    changes.hidden = true;
    show();
    onChange(name);
  }

  async function download() {
    const { text } = await engine.exportNetwork(model());
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `${model()}-taught.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  function show() {
    for (const button of buttons) button.disabled = values === null;
    const count = lessonsOf(model()).length;
    summary.hidden = count === 0;
    hook("taught", HTMLElement).textContent = `Taught ${count} ${count === 1 ? "digit" : "digits"}, kept on this device.`;
  }

  buttons.forEach((button, digit) => button.addEventListener("click", () => teach(digit)));
  hook("forget", HTMLButtonElement).addEventListener("click", forget);
  hook("export", HTMLButtonElement).addEventListener("click", download);

  return {
    /** What the pad shows was read, or is blank. @param {Reading | null} reading */
    offer(reading) {
      values = reading && reading.digit !== null ? reading.input : null;
      show();
    },
    /** Another network reads. */
    turn() {
      result.textContent = "";
      changes.hidden = true;
      show();
    },
    /** A network's kernels, if it was taught. @param {string} name */
    kernels: (name) => kernels.get(name),
    /** The engine can answer now: it learns again what it was taught on earlier visits. */
    async resume() {
      for (const name of names) {
        if (!lessonsOf(name).length) continue;
        await study(name).then(() => name === model() && onChange(name), () => lessons.delete(name));
      }
      show();
    },
  };
}

/**
 * @param {number} digit
 * @param {Taught} taught
 * @param {Reading} before
 * @param {Reading} after
 */
function describe(digit, { steps, moved }, before, after) {
  const [was, is] = [before, after].map(({ scores }) => scores[digit].toFixed(2));
  const learned = after.digit === digit && !after.rejected;
  if (steps === 0) return `It reads this ${digit} already, as surely as it would be taught to.`;
  return (
    `${learned ? "Learned" : "Not learned"} after ${steps} gradient ${steps === 1 ? "step" : "steps"}: ` +
    `its output for ${digit} was ${was} and is ${is}. All its numbers together moved by ${(100 * moved).toFixed(1)}%.`
  );
}

/**
 * @param {HTMLElement} figure
 * @param {Taught} taught
 * @param {Reading} before
 * @param {Reading} after
 */
function showChanges(figure, { changes }, before, after) {
  const [pairs, row] = [find(".pairs", HTMLOListElement), find(".changes .row", HTMLElement)];
  pairs.replaceChildren(
    ...after.scores.map((score, digit) => {
      const item = document.createElement("li");
      const [was, is, name] = ["was", "is", "digit"].map((kind) => {
        const part = document.createElement("span");
        part.className = kind;
        return part;
      });
      was.style.height = `${(100 * before.scores[digit]).toFixed(1)}%`;
      is.style.height = `${(100 * score).toFixed(1)}%`;
      name.textContent = String(digit);
      item.setAttribute("aria-label", `${digit}: ${before.scores[digit].toFixed(2)} before, ${score.toFixed(2)} after`);
      const column = document.createElement("span");
      column.className = "pair";
      column.append(was, is);
      item.append(column, name);
      return item;
    }),
  );
  paintKernels(row, changes);
  find("[data-changes-scale]", HTMLElement).textContent = changes.scale;
  figure.hidden = false;
}
