/** The settings that the build wrote into the page. @import {Config} from "../types.js" */

/** @returns {Config} */
export const readConfig = () => JSON.parse(document.getElementById("config")?.textContent ?? "");
