/**
 * What comes before the first paint and the modules: "?embed" in the address shows the demo alone, Python starts, and where
 * modules cannot run (from a file, in old browsers) it says why nothing works. A plain script, because it must run where
 * main.js does not, and before the article is read: main.js has to wait for its end.
 */
(() => {
  if (new URLSearchParams(location.search).has("embed")) document.documentElement.dataset.embed = "";

  /** @param {string} message */
  const fail = (message) => {
    document.documentElement.dataset.engine = "failed";
    document.addEventListener("DOMContentLoaded", () => show(message));
    if (document.readyState !== "loading") show(message);
  };

  /** @param {string} message */
  const show = (message) => {
    const status = document.getElementById("status");
    if (status) status.textContent = message;
  };

  /** Start Python from its snapshot, as engine.js does, which takes it over with all that it has said by then. */
  const startPython = () => {
    const script = /** @type {HTMLScriptElement} */ (document.currentScript);
    const config = JSON.parse(document.getElementById("config")?.textContent ?? "");
    let knowsModules = false;
    const worker = new Worker(new URL("worker.js", script.src), {
      get type() {
        knowsModules = true;
        return /** @type {const} */ ("module");
      },
    });
    if (!knowsModules) return;
    /** @type {Event[]} */
    const said = [];
    const note = (/** @type {Event} */ event) => {
      event.preventDefault(); // the console need not hear of errors: the page says what failed
      said.push(event);
    };
    worker.onmessage = note;
    worker.onerror = note;
    worker.postMessage({ type: "start", base: document.baseURI, restoring: true, config });
    Object.assign(globalThis, { early: { worker, said } });
  };

  if (location.protocol === "file:") {
    fail("Browsers do not run this from a file. Serve the folder, for example with “python build.py --serve”.");
  } else if (!("noModule" in HTMLScriptElement.prototype)) {
    fail("This browser is too old to run the network: it has no JavaScript modules.");
  } else {
    const onError = (/** @type {Event} */ event) => {
      if (event.target instanceof HTMLScriptElement) {
        fail("The page’s own script could not be loaded. Check the connection and load the page again.");
      }
    };
    addEventListener("error", onError, true); // errors of loading do not bubble
    if (typeof DecompressionStream === "function" && typeof WebAssembly === "object") {
      try {
        startPython();
      } catch {
        // The engine tries again, and says what it lacks.
      }
    }
  }
})();
