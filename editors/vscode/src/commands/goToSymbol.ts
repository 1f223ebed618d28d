import { CancellationTokenSource, SymbolKind, ThemeIcon, window, workspace, type QuickPick, type QuickPickItem } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { bySymbol, type BySymbolParams, type Chunk, type ChunksResult } from "../protocol";

const nothing: ChunksResult = { chunks: [], isIncomplete: false };

interface ChunkItem extends QuickPickItem {
  chunk: Chunk;
}

/** Chunk: Go to Symbol…: lists the chunks whose names begin as typed, and shows the one picked. */
export function goToSymbol(client: LanguageClient): void {
  const document = window.activeTextEditor?.document;
  const from = document && { from: client.code2ProtocolConverter.asUri(document.uri) };
  const question = (symbol: string): BySymbolParams => ({ symbol, match: "prefix", caseSensitive: false, detail: "name", ...from });
  const picker = window.createQuickPick<ChunkItem>();
  picker.placeholder = "Beginning of a name or of a qualified name, such as Store.Get";
  keepServerOrder(picker);

  // Only the answer to what was typed last is shown.
  let asked = new CancellationTokenSource();
  picker.onDidChangeValue(async (symbol) => {
    asked.cancel();
    const { token } = (asked = new CancellationTokenSource());
    picker.busy = true;
    try {
      const answer = symbol.trim() ? await client.sendRequest(bySymbol, question(symbol.trim()), token) : nothing;
      if (token.isCancellationRequested) return;
      picker.items = answer.chunks.map((chunk) => toItem(client, chunk));
      picker.title = answer.isIncomplete ? "Still scanning: names may be missing" : undefined;
      picker.busy = false;
    } catch (error) {
      if (token.isCancellationRequested) return;
      picker.hide();
      void window.showErrorMessage(`Chunk: ${error instanceof Error ? error.message : error}`);
    }
  });
  picker.onDidAccept(async () => {
    const [item] = picker.selectedItems;
    if (!item) return;
    picker.hide();
    await show(client, item.chunk);
  });
  picker.onDidHide(() => {
    asked.cancel();
    picker.dispose();
  });
  picker.show();
}

async function show(client: LanguageClient, chunk: Chunk): Promise<void> {
  const uri = client.protocol2CodeConverter.asUri(chunk.uri);
  await window.showTextDocument(uri, { selection: client.protocol2CodeConverter.asRange(chunk.selectionRange) });
}

function toItem(client: LanguageClient, chunk: Chunk): ChunkItem {
  const name = chunk.symbols?.join(", ") ?? chunk.name ?? chunk.id;
  const path = workspace.asRelativePath(client.protocol2CodeConverter.asUri(chunk.uri));
  const place = `${path}:${chunk.selectionRange.start.line + 1}`;
  const qualified = chunk.qualifiedName && chunk.qualifiedName !== name;
  return {
    chunk,
    label: name,
    description: qualified ? `${chunk.qualifiedName} · ${place}` : place,
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

/** The picker would sort by label, but the server's order is by match and nearness. */
function keepServerOrder(picker: QuickPick<ChunkItem>): void {
  // VS Code honours this property but has not put it into its types (microsoft/vscode#73904).
  Object.assign(picker, { sortByLabel: false });
}
