/**
 * The types that the modules pass to each other.
 *
 * @typedef {object} Heatmap Numbers to paint, red for positive and blue for negative.
 * @property {ArrayLike<number>} values -100 to 100, row by row, map by map.
 * @property {number} scale The value of 100.
 *
 * @typedef {{name: string, title: string, url: string, about: string, kernels: Heatmap}} Model
 * @typedef {object} Snapshot Python's memory with everything loaded; see engine/snapshot.js.
 * @property {string} memory Address of the file.
 * @property {number} bytes Size of the whole memory in bytes.
 * @property {{path: string, url: string}[]} extensions NumPy's extension modules: path in Python's file system, address.
 * @property {string} network Name of the network in the snapshot.
 *
 * @typedef {{script: string, core: string, index: string, lock: string, snapshot: Snapshot | null}} Runtime Addresses of Pyodide.
 * @typedef {{network: string, values: string}} Gallery The network that misreads the digits, and the address of their values.
 * @typedef {object} Config The settings that the build wrote into the page.
 * @property {string} version
 * @property {Runtime} runtime
 * @property {Model[]} models
 * @property {string} default Name of the default network.
 * @property {Gallery | null} gallery
 * @property {{values: number[], unit: number, strokes: Line[]}} example The worked example: its 256 values, the explained unit
 *   of H1, and its strokes.
 * @property {Line[][]} samples Drawings to try.
 * @property {{width: number, pen: number}} zipPad Width of the zip code's pad and of its pen, in the pad's coordinates.
 *
 * @typedef {[number, number][]} Line The points of a stroke, x and y.
 * @typedef {{values: Float32Array, digit: number | null}} Picture 256 values in [-1, 1], and their label if it is known.
 *
 * @typedef {"h1" | "h2" | "h3" | "output"} LayerName
 * @typedef {"unit" | "attribution" | "perturb" | "compare" | "finetune"} PanelName
 *
 * @typedef {object} Answer A network's answer for one image.
 * @property {number | undefined} digit The highest output; only a guess if the answer is rejected; none for a blank drawing.
 * @property {boolean} rejected Whether the network refuses to answer.
 * @property {Float32Array} outputs The ten output units.
 * @property {Float32Array} scores The outputs on a scale from 0 (no) to 1 (yes).
 * @property {Float32Array} image The 256 values that were read.
 *
 * @typedef {object} Read A reading in Python; later calls refer to it by its number.
 * @property {number} number
 * @property {Record<LayerName, Heatmap>} layers The activations.
 * @property {Unit} unit The selected unit.
 *
 * @typedef {Timed<Answer & Read>} Reading
 *
 * @typedef {object} Unit One unit's arithmetic; see lecun1989/explain/unit.py.
 * @property {LayerName} layer
 * @property {number} index Map by map, row by row.
 * @property {string} title
 * @property {string} text
 * @property {"input" | "h1" | "h2" | "h3"} reads The layer below.
 * @property {number[]} maps The maps of that layer that the unit reads.
 * @property {string[]} names The names of these maps.
 * @property {number[]} totals The sum of the products for each map.
 * @property {Box} window The part of each map that the unit reads.
 * @property {Box} field The part of the input that the unit depends on.
 * @property {number} columns Number of columns of a window.
 * @property {Int8Array} inputs -100 to 100, window by window.
 * @property {Int8Array} weights In the same form.
 * @property {Int8Array} products In the same form.
 * @property {number} value
 *
 * @typedef {[number, number, number, number]} Box Left, top, right and bottom; right and bottom are exclusive.
 *
 * @typedef {object} Attribution The contributions to an output's sum; see lecun1989/explain/attribution.py.
 * @property {number} total
 * @property {number} baseline The sum for blank paper.
 * @property {Record<"input" | "h1" | "h2" | "h3", Heatmap>} layers
 *
 * @typedef {{erased: Int8Array, inked: Int8Array, scale: number}} Occlusion How the margin changes, for each of the 256 pixels.
 *
 * @typedef {object} CounterfactualStep See lecun1989/session.py.
 * @property {boolean} done Whether the search has ended.
 * @property {boolean} found Whether the network reads the image as the target digit.
 * @property {number} strokes
 * @property {number} ink In pixels of full ink.
 * @property {Float32Array} image The nearest image so far.
 *
 * @typedef {Record<string, {digits: Int8Array, scores: Float32Array}>} Curves For each value of a perturbation, by name: the
 *   answer at each step, and ten scores per step.
 *
 * @typedef {Answer & {digit: number, box: Box}} RowDigit
 * @typedef {{code: string, digits: RowDigit[]}} Row A row of digits; the code has "?" for a rejected one.
 *
 * @typedef {object} Lesson The result of fine-tuning; see lecun1989/session.py.
 * @property {number} steps Gradient steps taken.
 * @property {number} moved Distance that the parameters moved, relative to the norm of the parameter vector.
 * @property {Answer | undefined} before The answer for the last digit before; none if the network was reset.
 * @property {Answer | undefined} after The answer after it.
 * @property {Heatmap} kernels
 * @property {Heatmap} changes The change of the kernels.
 */

/**
 * @template T
 * @typedef {T & {ms: number}} Timed An answer with the milliseconds since its request.
 */

/**
 * @typedef {object} EngineCalls The calls of calls.js.
 * @property {(name: string, pixels: Uint8ClampedArray | Float32Array, width: number, height: number, layer: LayerName, index: number) => Promise<Reading>} read
 * @property {(number: number, values: Float32Array, layer: LayerName, index: number) => Promise<Reading>} perturb
 * @property {(number: number, layer: LayerName, index: number) => Promise<Timed<Unit>>} unit
 * @property {(number: number, output: number) => Promise<Timed<Attribution>>} attribution
 * @property {(number: number) => Promise<Timed<Occlusion>>} occlusion
 * @property {(number: number, digit: number) => Promise<Timed<CounterfactualStep>>} counterfactual
 * @property {(number: number, values: Float32Array) => Promise<Timed<Curves>>} curves
 * @property {(name: string, points: Float32Array, lengths: Int32Array, pen: number) => Promise<Timed<Row>>} read_row
 * @property {(name: string, values: Float32Array, digits: Int32Array) => Promise<Timed<Lesson>>} finetune
 * @property {(name: string) => Promise<Timed<{text: string}>>} export
 *
 * @typedef {object} Start The worker's settings, in its name.
 * @property {string} base The base of relative addresses; a worker's own base is another one.
 * @property {boolean} restoring Whether to start from the snapshot.
 * @property {Runtime} runtime
 * @property {{name: string, url: string}[]} networks
 * @property {string} first Name of the default network.
 *
 * @typedef {object} Boot What boot.js provides for engine.js.
 * @property {(restoring: boolean) => Worker | null} startWorker
 * @property {{worker: Worker, said: Event[]} | null} early A worker that restores Python, and its events so far.
 *
 * @typedef {{id: number, call: string, args: unknown[]}} Request
 *
 * @typedef {{type: "stage", stage: string, bytes: number}} Stage
 * @typedef {{type: "ready"}} Ready
 * @typedef {{type: "missing", name: string, message: string}} Missing
 * @typedef {{type: "complete", restored: boolean}} Complete All networks have been loaded, or are missing.
 * @typedef {{type: "failed", message: string}} Failed
 * @typedef {{type: "answer", id: number, answer: object}} Answered
 * @typedef {{type: "refused", id: number, message: string}} Refused
 * @typedef {Stage | Ready | Missing | Complete | Failed | Answered | Refused} FromWorker
 */

export {};
