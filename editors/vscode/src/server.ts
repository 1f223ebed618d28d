import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, join } from "node:path";

const executable = process.platform === "win32" ? "chunk-lsp.exe" : "chunk-lsp";

/** The path of a server that can be run, or what a person must do to have one. */
export type Found = { path: string } | { problem: string };

/** Finds the server: the one that was set, else the one in the extension, else one in PATH. */
export async function findServer(configured: string, extensionPath: string): Promise<Found> {
  if (configured) {
    // Falling back to another server would hide a typo in the setting.
    return (await isExecutable(configured))
      ? { path: configured }
      : { problem: `Chunk: the setting "chunkLsp.server.path" names ${configured}, which is not an executable file. Correct or clear it, then reload the window.` };
  }
  const folders = [join(extensionPath, "server"), ...(process.env["PATH"] ?? "").split(delimiter).filter(Boolean)];
  for (const folder of folders) {
    const path = join(folder, executable);
    if (await isExecutable(path)) return { path };
  }
  return {
    problem: `Chunk: there is no ${executable} in this extension nor in PATH. Install one, or name one in the setting "chunkLsp.server.path", then reload the window.`,
  };
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    // Folders pass the check above.
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
