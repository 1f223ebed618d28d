// Smoke test of the packaged extension in a real VS Code. Started by run.sh, which sets the environment.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { until, VSCode } from "./vscode.mjs";

const { EDITOR_DIR: editorDir, VSIX: vsix, SCREENSHOTS: screenshots } = process.env;

const get = `// Get returns what was put under the key.
func (s *Store) Get(key string) (string, bool) {
	value, ok := s.values[key]
	return value, ok
}`;

const files = {
  "kv/store.go": `package kv

// Store keeps values in memory.
type Store struct {
	values map[string]string
}

${get}

func (s *Store) Put(key, value string) {
	s.values[key] = value
}
`,
  "kv/cache.go": `package kv

func (c *Cache) GetAll() []string {
	return c.all
}

func (c *Cache) drop() {
	c.all = nil
}

type Cache struct {
	all []string
}

const (
	Small = iota // not Large
	Large
)
`,
  "web/shapes.ts": `export class Circle {
  constructor(readonly radius: number) {}

  area(): number {
    return Math.PI * this.radius ** 2;
  }
}

export function describe(circle: Circle): string {
  return \`a circle of \${circle.area()}\`;
}
`,
  "web/main.ts": `import { Circle, describe } from "./shapes";

export function main(): void {
  console.log(describe(new Circle(1)));
}
`,
};

// What the editor would add while the test types.
const settings = {
  "editor.autoIndent": "none",
  "editor.quickSuggestions": { other: "off" },
  "files.autoSave": "off",
};

const code = new VSCode();
let shots = 0;

before(async () => {
  mkdirSync(screenshots, { recursive: true });
  await code.start({ editorDir, vsix, files, settings });
});
after(() => code.stop());
// One picture of each test's end, also when it failed.
afterEach(({ name }) => shoot(name));

async function shoot(name) {
  const path = join(screenshots, `${++shots} ${name}.png`.replaceAll(/[^\w.]+/g, "-"));
  await code.page?.screenshot({ path });
}

/** Types into the open picker, and waits for it to list exactly these rows. */
async function listed(typed, expected) {
  await code.page.locator(".quick-input-widget input").first().fill(typed);
  const texts = (part) => code.page.locator(`.quick-input-list .monaco-list-row ${part}`).allInnerTexts();
  let rows;
  await until(() => `the picker lists ${expected.join(", ")} instead of ${rows.join(", ")}`, async () => {
    const descriptions = await texts(".label-description");
    rows = (await texts(".label-name")).map((name, i) => `${name} ${descriptions[i]}`);
    return isDeepStrictEqual(rows, expected);
  });
}

/** Copies the chunk around the cursor, and waits for the clipboard to hold it. */
async function copy() {
  await code.page.evaluate(() => navigator.clipboard.writeText(""));
  await code.run("Chunk: Copy Enclosing for Prompt");
  return until("the clipboard is filled", () => code.clipboard());
}

test("the status bar shows files and chunks", async () => {
  const item = code.page.locator('[id="chunk-lsp.chunk-lsp.chunkLsp.status"]');
  await item.filter({ hasText: /\b4 files, [1-9]\d* chunks\b/ }).waitFor();
  await item.hover();
  await code.page.locator(".monaco-hover", { hasText: "Languages: go 2, typescript 2" }).waitFor();
});

test("Go to Symbol lists near names first, not short ones", async () => {
  await code.open("main.ts");
  await code.run("Chunk: Go to Symbol…");
  await listed("d", ["describe web/shapes.ts:9", "drop Cache.drop · kv/cache.go:7"]);
});

test("Go to Symbol lists the exact name first", async () => {
  await listed("Get", ["Get Store.Get · kv/store.go:9", "GetAll Cache.GetAll · kv/cache.go:3"]);
});

test("Go to Symbol shows the one picked", async () => {
  await code.pick("Get");
  await code.page.locator('.tab.active[data-resource-name="store.go"]').waitFor();
  await code.position("Ln 9, Col 20 (3 selected)");
});

test("Go to Symbol finds each name of a declaration with several", async () => {
  await code.run("Chunk: Go to Symbol…");
  await listed("lar", ["Large beside Small · kv/cache.go:16"]);
  await code.pick("Large");
  await code.page.locator('.tab.active[data-resource-name="cache.go"]').waitFor();
  await code.position("Ln 17, Col 10 (5 selected)");
  assert.match(await copy(), /^`kv\/cache.go:15-18` constant Small and 1 more\n/);
});

test("Copy Enclosing copies the chunk around the selection", async () => {
  await code.open("store.go");
  await code.goTo(9, 20);
  assert.equal(await copy(), `\`kv/store.go:8-12\` method Store.Get\n\n\`\`\`go\n${get}\n\`\`\`\n`);
  await code.page.locator(".statusbar-item", { hasText: "Copied method Store.Get (kv/store.go:8-12)" }).waitFor();
});

test("Copy Enclosing copies what was typed and not saved", async () => {
  await code.goTo(9, 49);
  await code.page.keyboard.type("\n\ts.reads++");
  await code.page.locator('.tab.active.dirty[data-resource-name="store.go"]').waitFor();
  const typed = get.replace("\tvalue", "\ts.reads++\n\tvalue");
  assert.equal(await copy(), `\`kv/store.go:8-13\` method Store.Get\n\n\`\`\`go\n${typed}\n\`\`\`\n`);
  assert.equal(readFileSync(join(code.folder, "kv/store.go"), "utf8"), files["kv/store.go"]);
});

test("Copy Enclosing tells what the chunk is part of", async () => {
  await code.open("shapes.ts");
  await code.goTo(5, 12);
  const area = "  area(): number {\n    return Math.PI * this.radius ** 2;\n  }";
  assert.equal(await copy(), `\`web/shapes.ts:4-6\` class Circle › method area\n\n\`\`\`typescript\n${area}\n\`\`\`\n`);
});

test("Copy Enclosing works in a document without a file", async () => {
  await code.run("File: New Untitled Text File");
  await code.page.locator('.tab.active[data-resource-name="Untitled-1"]').waitFor();
  await code.page.keyboard.type("some words");
  await code.position("Ln 1, Col 11");
  assert.equal(await copy(), "`Untitled-1:1` block\n\n```plaintext\nsome words\n```\n");
});

test("Copy Enclosing says so when nothing encloses the selection", async () => {
  await code.open("shapes.ts");
  await code.run("Select All");
  await code.run("Chunk: Copy Enclosing for Prompt");
  await code.page.locator(".notification-toast", { hasText: "no definition encloses the selection" }).waitFor();
});
