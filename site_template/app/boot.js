/**
 * What comes before the first paint and the modules: "?embed" in the address shows the demo alone, and where modules cannot
 * run (from a file, in old browsers) it says why nothing works. A plain script, because it must run where main.js does not.
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
  }
})();
