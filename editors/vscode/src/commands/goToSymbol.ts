import {
  CancellationTokenSource,
  Range,
  SymbolKind,
  ThemeIcon,
  window,
  workspace,
  type CancellationToken,
  type QuickPick,
  type QuickPickItem,
  type TextDocument,
} from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { bySymbol, type BySymbolParams, type Chunk } from "../protocol";

/** How long to wait before an incomplete answer is asked for again. */
const scanMilliseconds = 500;

interface ChunkItem extends QuickPickItem {
  chunk: Chunk;
  /** The one of the chunk's names that was meant. */
  name: string | undefined;
}

/** Chunk: Go to Symbol…: lists the chunks whose names begin as typed, and shows the one picked. */
export function goToSymbol(client: LanguageClient): void {
  const document = window.activeTextEditor?.document;
  const nearby = document && { from: client.code2ProtocolConverter.asUri(document.uri) };
  const picker = window.createQuickPick<ChunkItem>();
  picker.placeholder = "Beginning of a name or of a qualified name, such as Store.Get";
  picker.keepScrollPosition = true;
  keepServerOrder(picker);

  // Only the answer to what was asked last is shown.
  let asked = new CancellationTokenSource();
  async function ask(symbol: string, again = false): Promise<void> {
    asked.cancel();
    const { token } = (asked = new CancellationTokenSource());
    picker.busy = true;
    try {
      const { chunks, scanning } = await find(client, { symbol, detail: "name", ...nearby }, token);
      if (token.isCancellationRequested) return;
      const items = chunks.map((chunk) => toItem(client, chunk, symbol));
      const active = again ? picker.activeItems[0] : undefined;
      picker.items = items;
      if (active) picker.activeItems = items.filter((item) => key(item.chunk) === key(active.chunk));
      picker.title = scanning ? "Still scanning: there may be more" : undefined;
      picker.busy = scanning;
      if (scanning) setTimeout(() => token.isCancellationRequested || ask(symbol, true), scanMilliseconds);
    } catch (error) {
      if (token.isCancellationRequested) return;
      picker.hide();
      void window.showErrorMessage(`Chunk: ${error instanceof Error ? error.message : error}`);
    }
  }

  picker.onDidChangeValue((value) => ask(value.trim()));
  picker.onDidAccept(async () => {
    const [item] = picker.selectedItems;
    if (!item) return;
    picker.hide();
    await show(client, item);
  });
  picker.onDidHide(() => {
    asked.cancel();
    picker.dispose();
  });
  picker.show();
}

/** Asks for names that begin with the symbol. */
async function find(client: LanguageClient, params: BySymbolParams, token: CancellationToken): Promise<{ chunks: Chunk[]; scanning: boolean }> {
  if (!params.symbol) return { chunks: [], scanning: false };
  const begun = await client.sendRequest(bySymbol, { ...params, match: "prefix", caseSensitive: false }, token);
  if (!begun.isIncomplete) return { chunks: begun.chunks, scanning: false };
  // During the first scan, only a whole name is looked for in the files not yet scanned, too.
  const exact = await client.sendRequest(bySymbol, { ...params, match: "exact" }, token);
  const known = new Set(exact.chunks.map(key));
  return { chunks: [...exact.chunks, ...begun.chunks.filter((chunk) => !known.has(key(chunk)))], scanning: true };
}

/** Ids are unique in one root only. */
function key(chunk: Chunk): string {
  return `${chunk.uri} ${chunk.id}`;
}

function toItem(client: LanguageClient, chunk: Chunk, symbol: string): ChunkItem {
  const typed = symbol.split(/[.:#/\\]/).pop()?.toLowerCase() ?? "";
  const name = chunk.symbols?.find((other) => other.toLowerCase().startsWith(typed)) ?? chunk.name;
  const path = workspace.asRelativePath(client.protocol2CodeConverter.asUri(chunk.uri));
  const place = `${path}:${chunk.selectionRange.start.line + 1}`;
  const more = name !== chunk.name ? `beside ${chunk.name}` : name !== chunk.qualifiedName ? chunk.qualifiedName : undefined;
  return {
    chunk,
    name,
    label: name ?? chunk.id,
    description: more ? `${more} · ${place}` : place,
    iconPath: icon(client, chunk),
    // The server has matched already, and by rules that the picker doesn't know.
    alwaysShow: true,
  };
}

function icon(client: LanguageClient, chunk: Chunk): ThemeIcon {
  const kind = SymbolKind[client.protocol2CodeConverter.asSymbolKind(chunk.symbolKind)] ?? "Misc";
  // Icons are named as in "symbol-enum-member".
  return new ThemeIcon("symbol" + kind.replace(/[A-Z]/g, (letter) => "-" + letter.toLowerCase()));
}

async function show(client: LanguageClient, { chunk, name }: ChunkItem): Promise<void> {
  const document = await workspace.openTextDocument(client.protocol2CodeConverter.asUri(chunk.uri));
  const { asRange } = client.protocol2CodeConverter;
  const other = name && name !== chunk.name ? findName(document, asRange(chunk.declarationRange), name) : undefined;
  await window.showTextDocument(document, { selection: other ?? asRange(chunk.selectionRange) });
}

/** Finds one of the many names of a chunk, whose selectionRange is that of the first. */
function findName(document: TextDocument, within: Range, name: string): Range | undefined {
  const text = document.getText(within);
  const pattern = `${name.replace(/\W/g, "\\$&")}(?![\\w$])`;
  // A comment may mention it earlier, but a declaration mostly begins its line.
  const match = new RegExp(`(?<=^[ \\t]*)${pattern}`, "m").exec(text) ?? new RegExp(`(?<![\\w$])${pattern}`).exec(text);
  if (!match) return undefined;
  const start = document.offsetAt(within.start) + match.index;
  return new Range(document.positionAt(start), document.positionAt(start + name.length));
}

/** The picker would sort by label, but the server's order is by match and nearness. */
function keepServerOrder(picker: QuickPick<ChunkItem>): void {
  // VS Code honours this property but has not put it into its types (microsoft/vscode#73904).
  Object.assign(picker, { sortByLabel: false });
}
