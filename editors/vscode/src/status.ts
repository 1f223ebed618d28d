import { MarkdownString, StatusBarAlignment, Uri, window, type Disposable } from "vscode";
import {
  State,
  type LanguageClient,
  type WorkDoneProgressBegin,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
} from "vscode-languageclient/node";
import { didChangeIndex, status, type RootStatus, type StatusResult } from "./protocol";

/** The status bar item: how much is indexed, or how far the scan has come. */
export class StatusItem implements Disposable {
  private readonly item = window.createStatusBarItem("chunkLsp.status", StatusBarAlignment.Right);
  private client: LanguageClient | undefined;
  private percent: number | undefined;
  /** Counts the questions, because their answers may overtake each other. */
  private asked = 0;

  constructor() {
    this.item.name = "Chunk LSP";
    this.show("$(loading~spin) Chunk: starting");
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }

  /** Shows from now on what this client's server says. */
  follow(client: LanguageClient): void {
    this.client = client;
    client.onNotification(didChangeIndex, () => this.refresh());
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) void this.refresh();
      if (newState === State.Starting) this.show("$(loading~spin) Chunk: starting");
      if (newState === State.Stopped || newState === State.StartFailed) {
        // The scan of a server that crashed never tells its end.
        this.percent = undefined;
        this.show("$(error) Chunk: stopped", new MarkdownString('The reason stands in the output channel "Chunk LSP".'));
      }
    });
  }

  /** Takes note of how far the server has come with its scan. */
  progress(params: WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd): void {
    this.percent = params.kind === "end" ? undefined : (params.percentage ?? this.percent);
    void this.refresh();
  }

  private async refresh(): Promise<void> {
    if (!this.client?.isRunning()) return;
    const question = ++this.asked;
    try {
      const answer = await this.client.sendRequest(status, {});
      if (question === this.asked) this.show(summary(answer.roots, this.percent), details(answer));
    } catch (error) {
      this.client.warn("chunk/status failed", error, false);
    }
  }

  private show(text: string, tooltip?: MarkdownString): void {
    this.item.text = text;
    this.item.tooltip = tooltip;
  }
}

function summary(roots: RootStatus[], percent: number | undefined): string {
  if (roots.length === 0) return "$(symbol-structure) Chunk: no folder";
  if (roots.some((root) => root.state === "scanning")) {
    return `$(sync~spin) Chunk: scanning${percent === undefined ? "" : ` ${percent}%`}`;
  }
  const files = sum(roots.map((root) => root.files));
  const chunks = sum(roots.map((root) => root.chunks));
  return `$(symbol-structure) ${count(files, "file")}, ${count(chunks, "chunk")}`;
}

function details({ roots, store, server }: StatusResult): MarkdownString {
  const tooltip = new MarkdownString(`**Chunk LSP** ${server.version} (process ${server.pid})\n\n`);
  for (const root of roots) {
    const lines = [
      `${count(root.files, "file")}, ${count(root.chunks, "chunk")}, ${count(root.symbols, "symbol")}, ${root.state}`,
      `Languages: ${tally(root.languages)}`,
      `Left out: ${tally(root.skipped)}`,
      `Files with syntax errors: ${root.parseErrors}`,
    ];
    // Names of folders are the user's, and not Markdown.
    tooltip.appendText(Uri.parse(root.uri).fsPath).appendMarkdown(`\n${lines.map((line) => `- ${line}\n`).join("")}\n`);
  }
  return tooltip.appendText(`Store: ${store.path}, ${(store.bytes / 1e6).toFixed(1)} MB`);
}

/** The four largest, and how many more there are. */
function tally(counts: Record<string, number>): string {
  const entries = Object.entries(counts).sort(([, a], [, b]) => b - a);
  const shown = entries.slice(0, 4).map(([name, n]) => `${name} ${n.toLocaleString("en")}`);
  const rest = entries.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(", ") || "none";
}

function count(n: number, noun: string): string {
  return `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
