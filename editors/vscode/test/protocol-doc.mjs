// Checks src/protocol.ts against docs/protocol.md: each JSON example of the page is assigned to
// the type that the comment above it names, and the compiler judges. `npm run check:protocol`
import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const extension = dirname(dirname(fileURLToPath(import.meta.url)));
const page = await readFile(join(extension, "../../docs/protocol.md"), "utf8");
const protocol = await readFile(join(extension, "src/protocol.ts"), "utf8");

// Types of LSP itself, and requests that the extension does not make.
const foreign = new Map([
  ["DidOpenTextDocumentParams", "DidOpenTextDocumentParams"],
  ["ResponseError", "{ code: number; message: string; data?: { reason: string } }"],
]);
const unspoken = new Set(["InFileParams"]);
// Examples of what the server refuses: the types are right not to take them.
const refused = new Set(['{"textDocument": {"uri": "file:///w/kv/store.go"}}']);

const examples = [...page.matchAll(/^<!-- type: (\w+).*-->\n```json\n([^]*?)^```$/gm)];
const lines = [];
const seen = new Set();
for (const [, type, json] of examples) {
  if (!foreign.has(type) && !new RegExp(`^export (interface|type) ${type}\\b`, "m").test(protocol)) {
    if (!unspoken.has(type)) throw new Error(`src/protocol.ts has no type ${type}`);
    continue;
  }
  seen.add(type);
  const expected = refused.has(json.trim()) ? "// @ts-expect-error\n" : "";
  lines.push(`${expected}const example${lines.length}: ${foreign.get(type) ?? `protocol.${type}`} = ${json.trim()};`);
}
for (const type of ["BySpanParams", "BySymbolParams", "ChunksResult", "StatusResult", "DidChangeIndexParams"]) {
  if (!seen.has(type)) throw new Error(`docs/protocol.md has no example of ${type}`);
}

// What the types declare and no example shows is nothing that the server knows.
const code = protocol.replace(/\/\*\*[^]*?\*\/|\/\/.*/g, "");
for (const [, name] of code.matchAll(/\b(\w+)\??: /g)) {
  if (!examples.some(([, , json]) => json.includes(`"${name}":`))) throw new Error(`docs/protocol.md has no example of ${name}`);
}

// Outside src, so that nothing of it is built, and in the extension, so that packages are found.
const folder = join(extension, "test-results/protocol-doc");
await mkdir(folder, { recursive: true });
await writeFile(
  join(folder, "examples.ts"),
  [
    'import type { DidOpenTextDocumentParams } from "vscode-languageclient/node";',
    'import type * as protocol from "../../src/protocol";',
    ...lines,
    `export default [${lines.map((_, i) => `example${i}`).join(", ")}];`,
    "",
  ].join("\n"),
);
await writeFile(
  join(folder, "tsconfig.json"),
  JSON.stringify({ extends: "../../tsconfig.json", include: [], files: ["examples.ts"] }, null, 2),
);
execFileSync(join(extension, "node_modules/.bin/tsc"), ["--noEmit", "-p", folder], { stdio: "inherit" });
console.log(`${lines.length} of ${examples.length} examples are what src/protocol.ts says`);
