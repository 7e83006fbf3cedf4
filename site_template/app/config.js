/** What the build wrote into the page. @import {Config} from "./types.js" */

/** @returns {Config} With addresses made absolute, since the worker has another base than the page. */
export function readConfig() {
  const element = document.getElementById("config");
  /** @type {Config} */
  const config = JSON.parse(element?.textContent ?? "");
  const absolute = (/** @type {string} */ url) => new URL(url, document.baseURI).href;
  return {
    ...config,
    runtime: {
      script: absolute(config.runtime.script),
      index: absolute(config.runtime.index),
      lock: absolute(config.runtime.lock),
    },
    models: config.models.map((model) => ({ ...model, url: absolute(model.url) })),
  };
}
