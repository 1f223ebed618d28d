import { env, window, workspace, type TextDocument } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { bySpan, type Chunk } from "../protocol";

const messageMilliseconds = 5000;

/** Chunk: Copy Enclosing for Prompt: puts the chunk around the selection on the clipboard, as Markdown. */
export async function copyEnclosing(client: LanguageClient): Promise<void> {
  const editor = window.activeTextEditor;
  if (!editor) {
    void window.showInformationMessage("Chunk: open a file and put the cursor into the code to copy.");
    return;
  }
  const { document, selection } = editor;
  const { chunks } = await client.sendRequest(bySpan, {
    textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(document),
    range: client.code2ProtocolConverter.asRange(selection),
  });
  const [chunk] = chunks;
  if (!chunk) {
    void window.showInformationMessage("Chunk: no definition encloses the selection. Select less.");
    return;
  }
  await env.clipboard.writeText(toMarkdown(document, chunk, chunks));
  window.setStatusBarMessage(`$(copy) Copied ${title(chunk)} (${place(document, chunk)})`, messageMilliseconds);
}

/** Where the code stands, what it is part of, and the code itself. */
function toMarkdown(document: TextDocument, chunk: Chunk, chain: Chunk[]): string {
  const content = indentation(document, chunk) + (chunk.content ?? "");
  const newline = content.endsWith("\n") ? "" : "\n";
  const fence = fenceFor(content);
  const scope = chain.map(title).reverse().join(" › ");
  return `\`${place(document, chunk)}\` ${scope}\n\n${fence}${chunk.language ?? document.languageId}\n${content}${newline}${fence}\n`;
}

function title(chunk: Chunk): string {
  // The qualified name of a nested chunk would repeat its scope; a Go method's holds its type.
  const name = chunk.parent ? chunk.name : (chunk.qualifiedName ?? chunk.name);
  const others = (chunk.symbols?.length ?? 1) - 1;
  return [chunk.kind, name, others > 0 && `and ${others} more`].filter(Boolean).join(" ");
}

function place(document: TextDocument, { range: { start, end } }: Chunk): string {
  // A range that ends before the first character of a line holds nothing of that line.
  const last = end.character === 0 && end.line > start.line ? end.line : end.line + 1;
  return `${workspace.asRelativePath(document.uri)}:${start.line + 1}${last > start.line + 1 ? `-${last}` : ""}`;
}

/** The blanks before the chunk's first line: its other lines have theirs, and all should line up. */
function indentation(document: TextDocument, { range: { start } }: Chunk): string {
  const before = document.lineAt(start.line).text.slice(0, start.character);
  return before.trim() ? "" : before;
}

/** A fence longer than any run of backticks inside. */
function fenceFor(content: string): string {
  const longest = Math.max(2, ...(content.match(/`+/g) ?? []).map((run) => run.length));
  return "`".repeat(longest + 1);
}
