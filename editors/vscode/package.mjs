// Packages the built extension and a server binary into one .vsix:
//
//   node package.mjs [TARGET [BINARY]]     default: linux-x64, server/chunk-lsp in this folder
//
// VS Code installs an extension with another platform's binary without complaint,
// so the binary's header is checked here.
import { createVSIX } from "@vscode/vsce";
import { chmod, copyFile, cp, mkdir, mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const targets = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64", "win32-x64", "win32-arm64"];

/** The target whose executables look like this one: ELF, Mach-O or PE. */
async function platformOf(path) {
  const file = await open(path);
  const header = Buffer.alloc(4096);
  const { bytesRead } = await file.read(header, 0, header.length, 0);
  await file.close();
  if (bytesRead < 64) return undefined;
  if (header.readUInt32BE(0) === 0x7f454c46) {
    return { 0x3e: "linux-x64", 0xb7: "linux-arm64" }[header.readUInt16LE(18)];
  }
  if (header.readUInt32LE(0) === 0xfeedfacf) {
    return { 0x01000007: "darwin-x64", 0x0100000c: "darwin-arm64" }[header.readUInt32LE(4)];
  }
  const pe = header.readUInt32LE(60);
  if (header.toString("latin1", 0, 2) === "MZ" && pe <= header.length - 6) {
    return { 0x8664: "win32-x64", 0xaa64: "win32-arm64" }[header.readUInt16LE(pe + 4)];
  }
  return undefined;
}

const here = fileURLToPath(new URL(".", import.meta.url));
const [target = "linux-x64", binary = join(here, "server/chunk-lsp")] = process.argv.slice(2);
if (!targets.includes(target)) throw new Error(`no such target: ${target}; there are ${targets.join(", ")}`);
const platform = await platformOf(binary);
if (platform !== target) throw new Error(`${binary} is an executable for ${platform ?? "no known platform"}, not for ${target}`);

// A staging folder holds what is packaged and nothing else, whatever lies about in this one.
const staging = await mkdtemp(join(tmpdir(), "chunk-lsp-vsix-"));
try {
  for (const entry of ["package.json", "README.md", "LICENSE", "out"]) {
    await cp(join(here, entry), join(staging, entry), { recursive: true });
  }
  const server = join(staging, "server", target.startsWith("win32") ? "chunk-lsp.exe" : "chunk-lsp");
  await mkdir(join(staging, "server"));
  await copyFile(binary, server);
  await chmod(server, 0o755);
  const { version } = JSON.parse(await readFile(join(here, "package.json"), "utf8"));
  const packagePath = join(here, `chunk-lsp-${target}-${version}.vsix`);
  // The code is bundled, so there are no dependencies to carry. No repository is public yet, so none is named.
  await createVSIX({ cwd: staging, packagePath, target, dependencies: false, allowMissingRepository: true });
} finally {
  await rm(staging, { recursive: true, force: true });
}
