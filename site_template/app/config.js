/** What the build wrote into the page. @import {Config} from "./types.js" */

/** @returns {Config} With addresses made absolute, since the worker has another base than the page. */
export function readConfig() {
  const element = document.getElementById("config");
  /** @type {Config} */
  const config = JSON.parse(element?.textContent ?? "");
  const absolute = (/** @type {string} */ url) => new URL(url, document.baseURI).href;
  const { script, core, index, lock, snapshot } = config.runtime;
  return {
    ...config,
    runtime: {
      script: absolute(script),
      core: absolute(core),
      index: absolute(index),
      lock: absolute(lock),
      snapshot: snapshot && {
        ...snapshot,
        memory: absolute(snapshot.memory),
        extensions: snapshot.extensions.map(({ path, url }) => ({ path, url: absolute(url) })),
      },
    },
    models: config.models.map((model) => ({ ...model, url: absolute(model.url) })),
  };
}
