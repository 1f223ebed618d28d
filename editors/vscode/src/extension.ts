import { commands, env, window, workspace, type ExtensionContext } from "vscode";
import { CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn } from "vscode-languageclient/node";
import { copyEnclosing } from "./commands/copyEnclosing";
import { goToSymbol } from "./commands/goToSymbol";
import { findServer } from "./server";
import { StatusItem } from "./status";

const handlers = {
  "chunkLsp.goToSymbol": goToSymbol,
  "chunkLsp.copyEnclosing": copyEnclosing,
};

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const configured = workspace.getConfiguration("chunkLsp").get("server.path", "").trim();
  const server = await findServer(configured, context.extensionPath);
  if ("problem" in server) {
    // The palette lists the commands all the same, so they say why they can't work.
    for (const command of Object.keys(handlers)) {
      context.subscriptions.push(commands.registerCommand(command, () => explain(server.problem)));
    }
    void explain(server.problem);
    return;
  }

  const item = new StatusItem();
  const started = (client = createClient(server.path, item));
  item.follow(started);
  context.subscriptions.push(item);
  for (const [command, handler] of Object.entries(handlers)) {
    context.subscriptions.push(commands.registerCommand(command, () => handler(started)));
  }
  await started.start();
}

/** The editor waits for this, so the server can end in order. */
export async function deactivate(): Promise<void> {
  await client?.stop();
}

function createClient(command: string, item: StatusItem): LanguageClient {
  const client: LanguageClient = new LanguageClient(
    "chunkLsp", // also the prefix of the setting "chunkLsp.trace.server"
    "Chunk LSP",
    { command, args: ["serve"] },
    {
      // Every language: the server chunks what it has no grammar for, too.
      documentSelector: [{ scheme: "file" }, { scheme: "untitled" }],
      // A request that fails is told by the command that sent it.
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      errorHandler: {
        // Where a broken pipe matters, the end of the connection follows.
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        // A server that has never answered won't do better the next time; that it failed is told by start().
        closed: () => (client.initializeResult ? restarts.closed() : { action: CloseAction.DoNotRestart, handled: true }),
      },
      middleware: {
        handleWorkDoneProgress: (token, params, next) => {
          item.progress(params);
          next(token, params);
        },
      },
    },
  );
  const restarts = client.createDefaultErrorHandler();
  return client;
}

async function explain(problem: string): Promise<void> {
  const settings = "Open Settings";
  if ((await window.showErrorMessage(problem, settings)) === settings) {
    // In a remote window, the settings of the machine with the server have a page of their own.
    const page = env.remoteName ? "workbench.action.openRemoteSettings" : "workbench.action.openSettings";
    await commands.executeCommand(page, { query: "chunkLsp.server.path" });
  }
}
