/**
 * The network and its forward pass as plain JavaScript loops, for Node.js and browsers.
 *
 * Arrays are flat and in the published layout of the weights files, a layer's maps first.
 */

/** @typedef {Record<string, number[]>} Published The arrays of the weights file, by name. */
/** @typedef {"tanh" | "relu"} Hidden The hidden units' nonlinearity. */
/** @typedef {"tanh" | "softmax"} Output The output units' nonlinearity. */

export const SIDE = 16; // of the image
export const FRAME = 20; // side of the image in its frame of background
export const H1 = 8; // side of a map
export const H1_FRAME = 12; // side of a map in its frame
export const H2 = 4;
export const KERNEL = 5;
export const MAPS = 12; // of H1 and of H2
export const FAN = 8; // H1 maps that each H2 map reads
export const H2_UNITS = MAPS * H2 * H2;
export const H3_UNITS = 30;
export const CLASSES = 10;
export const SEES = [
  [0, 1, 2, 3, 4, 5, 6, 7], // the first four H2 maps
  [4, 5, 6, 7, 8, 9, 10, 11],
  [0, 1, 2, 3, 8, 9, 10, 11],
];

export class Network {
  /**
   * @param {Published} parameters
   * @param {{activation: Hidden, output: Output}} [architecture]
   */
  constructor(parameters, { activation, output } = { activation: "tanh", output: "tanh" }) {
    const take = (/** @type {string} */ name) => Float64Array.from(parameters[name]);
    this.h1Weights = take("h1_weights");
    this.h1Bias = take("h1_bias");
    this.h2Weights = take("h2_weights");
    this.h2Bias = take("h2_bias");
    this.h3Weights = take("h3_weights");
    this.h3Bias = take("h3_bias");
    this.outputWeights = take("output_weights");
    this.outputBias = take("output_bias");
    this.hidden = activation === "relu" ? relu : Math.tanh;
    this.softmax = output === "softmax";

    this.h1 = new Float64Array(MAPS * H1_FRAME * H1_FRAME).fill(-1); // with its frame
    this.h2 = new Float64Array(H2_UNITS);
    this.h3 = new Float64Array(H3_UNITS);
    this.output = new Float64Array(CLASSES);
  }

  /** @returns {Published} */
  published() {
    return {
      h1_weights: [...this.h1Weights],
      h1_bias: [...this.h1Bias],
      h2_weights: [...this.h2Weights],
      h2_bias: [...this.h2Bias],
      h3_weights: [...this.h3Weights],
      h3_bias: [...this.h3Bias],
      output_weights: [...this.outputWeights],
      output_bias: [...this.outputBias],
    };
  }

  /**
   * @param {Float64Array} frame The image in its frame of background, 20x20.
   * @returns {Float64Array} The ten outputs.
   */
  forward(frame) {
    this.forwardH1(frame);
    this.forwardH2();
    forwardDense(this.h2, this.h3Weights, this.h3Bias, this.h3, this.hidden);
    if (this.softmax) {
      forwardDense(this.h3, this.outputWeights, this.outputBias, this.output, (sum) => sum);
      softmax(this.output);
    } else {
      forwardDense(this.h3, this.outputWeights, this.outputBias, this.output, Math.tanh);
    }
    return this.output;
  }

  /** @param {Float64Array} frame */
  forwardH1(frame) {
    const { h1, h1Weights, h1Bias, hidden } = this;
    for (let map = 0; map < MAPS; map++) {
      for (let row = 0; row < H1; row++) {
        for (let column = 0; column < H1; column++) {
          let sum = h1Bias[(map * H1 + row) * H1 + column];
          for (let i = 0; i < KERNEL; i++) {
            const from = (2 * row + i) * FRAME + 2 * column;
            const weight = (map * KERNEL + i) * KERNEL;
            for (let j = 0; j < KERNEL; j++) sum += h1Weights[weight + j] * frame[from + j];
          }
          h1[(map * H1_FRAME + row + 2) * H1_FRAME + column + 2] = hidden(sum);
        }
      }
    }
  }

  forwardH2() {
    const { h1, h2, h2Weights, h2Bias, hidden } = this;
    for (let map = 0; map < MAPS; map++) {
      const sees = SEES[map >> 2];
      for (let row = 0; row < H2; row++) {
        for (let column = 0; column < H2; column++) {
          let sum = h2Bias[(map * H2 + row) * H2 + column];
          for (let input = 0; input < FAN; input++) {
            for (let i = 0; i < KERNEL; i++) {
              const from = (sees[input] * H1_FRAME + 2 * row + i) * H1_FRAME + 2 * column;
              const weight = ((map * FAN + input) * KERNEL + i) * KERNEL;
              for (let j = 0; j < KERNEL; j++) sum += h2Weights[weight + j] * h1[from + j];
            }
          }
          h2[(map * H2 + row) * H2 + column] = hidden(sum);
        }
      }
    }
  }
}

/**
 * @param {ArrayLike<number>} image 16x16, row by row.
 * @returns {Float64Array} The image in its frame of background.
 */
export function framed(image) {
  const frame = new Float64Array(FRAME * FRAME).fill(-1);
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      frame[(row + 2) * FRAME + column + 2] = image[row * SIDE + column];
    }
  }
  return frame;
}

/** @param {number} sum */
const relu = (sum) => (sum > 0 ? sum : 0);

/** @param {Float64Array} values Weighted sums, overwritten with their softmax. */
function softmax(values) {
  const largest = Math.max(...values);
  let total = 0;
  for (let unit = 0; unit < values.length; unit++) total += values[unit] = Math.exp(values[unit] - largest);
  for (let unit = 0; unit < values.length; unit++) values[unit] /= total;
}

/**
 * @param {Float64Array} inputs
 * @param {Float64Array} weights
 * @param {Float64Array} bias
 * @param {Float64Array} values Receives the units' values.
 * @param {(sum: number) => number} nonlinearity
 */
function forwardDense(inputs, weights, bias, values, nonlinearity) {
  for (let unit = 0; unit < values.length; unit++) {
    let sum = bias[unit];
    const row = unit * inputs.length;
    for (let i = 0; i < inputs.length; i++) sum += weights[row + i] * inputs[i];
    values[unit] = nonlinearity(sum);
  }
}
