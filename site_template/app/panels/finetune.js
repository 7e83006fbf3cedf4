/**
 * Fine-tuning: the visitor gives a digit's label, and the network takes gradient steps until it reads the digit correctly.
 *
 * @import {Example} from "./examples.js"
 * @import {Answer, EngineCalls, Heatmap, Lesson} from "../types.js"
 * @import {PageStore} from "../state.js"
 */

import { paintKernels } from "../network/kernels.js";
import { byId, find } from "../util/dom.js";
import { addExample, loadExamples, saveExamples } from "./examples.js";

/**
 * @param {EngineCalls} engine
 * @param {PageStore} store
 * @param {readonly string[]} names Names of all networks.
 * @param {(name: string) => void} onChange Called when a network has changed.
 */
export function createFinetunePanel(engine, store, names, onChange) {
  const buttons = Array.from({ length: 10 }, (_, digit) => byId(`teach-${digit}`, HTMLButtonElement));
  const result = byId("teach-result", HTMLElement);
  const changes = find(".changes", HTMLElement);
  const summary = find(".taught", HTMLElement);
  const count = byId("taught", HTMLElement);
  const examples = loadExamples();
  /** @type {Map<string, Heatmap>} Kernels of the fine-tuned networks. */
  const kernels = new Map();
  let busy = false;
  let isKept = true; // whether later visits will have the examples

  const examplesOf = (/** @type {string} */ name) => examples.get(name) ?? [];

  /** The image that is read, if there is one. @returns {Float32Array | null} */
  const shown = () => {
    const { example, reading } = store.state;
    return !example && reading?.digit !== undefined ? reading.image : null;
  };

  /** Fine-tune the published network on all its examples again. @param {string} name */
  async function tune(name) {
    const given = examplesOf(name);
    const values = Float32Array.from(given.flatMap((each) => [...each.values]));
    const lesson = await engine.finetune(name, values, Int32Array.from(given, ({ digit }) => digit));
    if (given.length) kernels.set(name, lesson.kernels);
    else kernels.delete(name);
    return lesson;
  }

  /** @param {string} name @param {Example[]} next */
  async function learn(name, next) {
    if (busy) return null;
    busy = true;
    const before = examplesOf(name);
    examples.set(name, next);
    try {
      return await tune(name);
    } catch (error) {
      examples.set(name, before);
      result.textContent = /** @type {Error} */ (error).message;
      return null;
    } finally {
      busy = false;
    }
  }

  /** @param {number} digit */
  async function teach(digit) {
    const values = shown();
    if (!values) return;
    const name = store.state.network;
    const lesson = await learn(name, addExample(examplesOf(name), digit, values));
    if (!lesson?.before || !lesson.after) return;
    isKept = saveExamples(examples);
    result.textContent = describe(digit, lesson, lesson.before, lesson.after);
    showChanges(changes, lesson, lesson.before, lesson.after);
    show();
    onChange(name);
  }

  async function forget() {
    const name = store.state.network;
    if (!(await learn(name, []))) return;
    examples.delete(name);
    saveExamples(examples);
    result.textContent = "Forgotten: it reads as it was published.";
    changes.hidden = true;
    show();
    onChange(name);
  }

  async function download() {
    const { network } = store.state;
    const { text } = await engine.export(network);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `${network}-taught.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  function show() {
    for (const button of buttons) button.disabled = shown() === null;
    const number = examplesOf(store.state.network).length;
    summary.hidden = number === 0;
    count.textContent = `Taught ${number} ${number === 1 ? "digit" : "digits"}, kept ${isKept ? "on this device" : "until you close the page"}.`;
  }

  buttons.forEach((button, digit) => button.addEventListener("click", () => teach(digit)));
  byId("forget", HTMLButtonElement).addEventListener("click", forget);
  byId("export", HTMLButtonElement).addEventListener("click", download);
  store.subscribe(["reading", "example"], show);
  store.subscribe(["network"], () => {
    result.textContent = "";
    changes.hidden = true;
    show();
  });

  return {
    /** A network's kernels, if it was fine-tuned. @param {string} name */
    kernels: (name) => kernels.get(name),
    /** Fine-tune the networks again on the examples of earlier visits. */
    async resume() {
      for (const name of names) {
        if (!examplesOf(name).length) continue;
        await tune(name).then(() => name === store.state.network && onChange(name), () => examples.delete(name));
      }
      show();
    },
  };
}

/**
 * @param {number} digit
 * @param {Lesson} lesson
 * @param {Answer} before
 * @param {Answer} after
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
 * @param {Lesson} lesson
 * @param {Answer} before
 * @param {Answer} after
 */
function showChanges(figure, { changes }, before, after) {
  const [pairs, row] = [find(".pairs", HTMLOListElement), find(".changes .row", HTMLElement)];
  pairs.replaceChildren(...Array.from(after.scores, (score, digit) => makePair(digit, before.scores[digit], score)));
  paintKernels(row, changes);
  find("[data-changes-scale]", HTMLElement).textContent = Number(changes.scale.toPrecision(2)).toString();
  figure.hidden = false;
}

/**
 * @param {number} digit
 * @param {number} before Its score.
 * @param {number} after
 */
function makePair(digit, before, after) {
  const item = document.createElement("li");
  const [was, is, name, column] = ["was", "is", "digit", "pair"].map((kind) => {
    const part = document.createElement("span");
    part.className = kind;
    return part;
  });
  was.style.height = `${(100 * before).toFixed(1)}%`;
  is.style.height = `${(100 * after).toFixed(1)}%`;
  name.textContent = String(digit);
  item.setAttribute("aria-label", `${digit}: ${before.toFixed(2)} before, ${after.toFixed(2)} after`);
  column.append(was, is);
  item.append(column, name);
  return item;
}
