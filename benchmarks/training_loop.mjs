/**
 * The network's training as plain JavaScript loops, timed by `training.py` in Node.js.
 *
 * Each line of input is a JSON request, and each line of output a JSON answer; see Request. CPU time is that of the
 * whole process.
 *
 * @import {Published} from "./network.mjs"
 */

import { CLASSES, FAN, FRAME, H1, H1_FRAME, H2, H2_UNITS, H3_UNITS, KERNEL, MAPS, Network, SEES } from "./network.mjs";

/** @typedef {{parameters: Published, frames: number[], labels: number[], rate: number}} Problem */

/**
 * @typedef {object} Request One of these.
 * @property {Problem} [start] Start again; answered with the version of Node.js.
 * @property {[first: number, last: number]} [run] Train on images first to last - 1; answered with CPU seconds.
 * @property {true} [show] Answered with the parameters.
 */

/**
 * @typedef {object} Process The parts of Node.js that are used here.
 * @property {{node: string}} versions
 * @property {AsyncIterable<string> & {setEncoding: (name: string) => unknown}} stdin
 * @property {{write: (text: string) => unknown}} stdout
 * @property {(since?: {user: number, system: number}) => {user: number, system: number}} cpuUsage Microseconds.
 */

/** The network that learns. */
class Learner extends Network {
  // Derivatives of the error with respect to a layer's values, later to its weighted sums.
  h1Error = new Float64Array(this.h1.length);
  h2Error = new Float64Array(H2_UNITS);
  h3Error = new Float64Array(H3_UNITS);

  /**
   * One step down the gradient of the mean squared error over the ten outputs.
   *
   * @param {Float64Array} frame The image in its frame of background, 20x20.
   * @param {number} label
   * @param {number} rate
   */
  update(frame, label, rate) {
    this.forward(frame);
    const { output, h3, h3Error, h2, h2Error } = this;
    h3Error.fill(0);
    for (let unit = 0; unit < CLASSES; unit++) {
      const y = output[unit];
      const target = unit === label ? 1 : -1;
      const error = (2 / CLASSES) * (y - target) * (1 - y * y);
      updateUnit(unit, error, h3, this.outputWeights, this.outputBias, h3Error, rate);
    }
    h2Error.fill(0);
    for (let unit = 0; unit < H3_UNITS; unit++) {
      const error = h3Error[unit] * (1 - h3[unit] * h3[unit]);
      updateUnit(unit, error, h2, this.h3Weights, this.h3Bias, h2Error, rate);
    }
    for (let unit = 0; unit < H2_UNITS; unit++) h2Error[unit] *= 1 - h2[unit] * h2[unit];
    this.updateH2(rate);
    this.updateH1(frame, rate);
  }

  /**
   * Propagates H2's errors back to H1's values, and updates H2.
   *
   * @param {number} rate
   */
  updateH2(rate) {
    const { h1, h1Error, h2Error, h2Weights, h2Bias } = this;
    h1Error.fill(0);
    for (let map = 0; map < MAPS; map++) {
      const sees = SEES[map >> 2];
      for (let input = 0; input < FAN; input++) {
        for (let i = 0; i < KERNEL; i++) {
          for (let j = 0; j < KERNEL; j++) {
            const at = ((map * FAN + input) * KERNEL + i) * KERNEL + j;
            const weight = h2Weights[at];
            let gradient = 0;
            for (let row = 0; row < H2; row++) {
              const from = (sees[input] * H1_FRAME + 2 * row + i) * H1_FRAME + j;
              const to = (map * H2 + row) * H2;
              for (let column = 0; column < H2; column++) {
                const error = h2Error[to + column];
                gradient += error * h1[from + 2 * column];
                h1Error[from + 2 * column] += error * weight;
              }
            }
            h2Weights[at] = weight - rate * gradient;
          }
        }
      }
    }
    for (let unit = 0; unit < H2_UNITS; unit++) h2Bias[unit] -= rate * h2Error[unit];
  }

  /**
   * @param {Float64Array} frame
   * @param {number} rate
   */
  updateH1(frame, rate) {
    const { h1, h1Error, h1Weights, h1Bias } = this;
    for (let map = 0; map < MAPS; map++) {
      for (let row = 0; row < H1; row++) {
        for (let column = 0; column < H1; column++) {
          const at = (map * H1_FRAME + row + 2) * H1_FRAME + column + 2;
          h1Error[at] *= 1 - h1[at] * h1[at];
          h1Bias[(map * H1 + row) * H1 + column] -= rate * h1Error[at];
        }
      }
      for (let i = 0; i < KERNEL; i++) {
        for (let j = 0; j < KERNEL; j++) {
          let gradient = 0;
          for (let row = 0; row < H1; row++) {
            const from = (2 * row + i) * FRAME + j;
            const to = (map * H1_FRAME + row + 2) * H1_FRAME + 2;
            for (let column = 0; column < H1; column++) gradient += h1Error[to + column] * frame[from + 2 * column];
          }
          h1Weights[(map * KERNEL + i) * KERNEL + j] -= rate * gradient;
        }
      }
    }
  }
}

/**
 * Propagates one unit's error back to its inputs, then updates its weights.
 *
 * @param {number} unit
 * @param {number} error
 * @param {Float64Array} inputs
 * @param {Float64Array} weights
 * @param {Float64Array} bias
 * @param {Float64Array} inputErrors The errors are added to it.
 * @param {number} rate
 */
function updateUnit(unit, error, inputs, weights, bias, inputErrors, rate) {
  const row = unit * inputs.length;
  for (let i = 0; i < inputs.length; i++) {
    inputErrors[i] += error * weights[row + i];
    weights[row + i] -= rate * error * inputs[i];
  }
  bias[unit] -= rate * error;
}

/** One network, its digits and its learning rate. */
class Training {
  /** @param {Problem} problem */
  constructor({ parameters, frames, labels, rate }) {
    this.network = new Learner(parameters);
    this.frames = labels.map((_, n) => Float64Array.from(frames.slice(n * FRAME ** 2, (n + 1) * FRAME ** 2)));
    this.labels = labels;
    this.rate = rate;
  }

  /**
   * @param {number} first
   * @param {number} last
   */
  run(first, last) {
    for (let n = first; n < last; n++) this.network.update(this.frames[n], this.labels[n], this.rate);
  }
}

/** @type {Process} */
const { versions, stdin, stdout, cpuUsage } = /** @type {any} */ (globalThis).process;

/** @type {Training} */
let training;

/** @param {Request} request */
function answer(request) {
  if (request.start) {
    training = new Training(request.start);
    return { node: versions.node };
  }
  if (request.run) {
    const before = cpuUsage();
    training.run(...request.run);
    const { user, system } = cpuUsage(before);
    return { seconds: 1e-6 * (user + system) };
  }
  return training.network.published();
}

let text = "";
stdin.setEncoding("utf8");
for await (const chunk of stdin) {
  const lines = (text + chunk).split("\n");
  text = lines.pop() ?? "";
  for (const line of lines) stdout.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`);
}
