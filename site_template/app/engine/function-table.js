/**
 * Gives functions of a WebAssembly module one identity each.
 *
 * A table's entries should be the same objects as the exports. In WebKit, entries that the module itself put into its table
 * are other objects (webkit.org/b/165825). Emscripten looks for functions in the table by identity; it would not find them,
 * and would append them again. Then all later functions would have other places than in the snapshot.
 */

/**
 * Put a new instance's functions into a table, wherever it has another object for one of them.
 *
 * @param {WebAssembly.Table} table The table that the instance has imported.
 * @param {WebAssembly.Exports} exports
 */
export function unifyFunctions(table, exports) {
  const functions = Object.values(exports).filter((value) => typeof value === "function");
  const byIndex = new Map(functions.map((exported) => [exported.name, exported])); // the name is the index in the module
  for (let place = 0; place < table.length; place++) {
    const entry = table.get(place);
    const exported = entry && byIndex.get(entry.name);
    if (!exported) continue;
    if (exported === entry) return; // this engine has one object for each function
    table.set(place, exported);
  }
}
