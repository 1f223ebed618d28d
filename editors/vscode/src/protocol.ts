/** The chunk protocol (docs/protocol.md), as far as this extension speaks it. */
import { NotificationType, RequestType, type Range, type SymbolKind, type TextDocumentIdentifier } from "vscode-languageclient/node";

/** How much of each chunk an answer carries. */
export type Detail = "full" | "folded" | "signature" | "name";

/** A half-open interval of UTF-8 byte offsets. */
export type Span = [start: number, end: number];

export interface Chunk {
  id: string;
  uri: string;
  /** Absent where the server has no grammar. */
  language?: string;
  kind: string;
  symbolKind: SymbolKind;
  /** Empty for chunks that declare nothing. */
  name: string;
  /** Present only where one chunk declares several names. */
  symbols?: string[];
  qualifiedName?: string;
  module?: string;
  /** The id of the enclosing chunk. */
  parent?: string;
  signature?: string;
  doc?: string;
  range: Range;
  declarationRange: Range;
  selectionRange: Range;
  bodyRange?: Range;
  bytes: { range: Span; declaration: Span; selection: Span; body?: Span };
  /** Absent below detail "folded". */
  content?: string;
  /** SHA-256 of the content; absent at detail "name". */
  hash?: string;
  hasError?: boolean;
  source: "overlay" | "disk";
  version?: number;
}

export interface ChunksResult {
  chunks: Chunk[];
  /** True while the first scan of a root is under way. */
  isIncomplete?: boolean;
  nextCursor?: string;
}

export interface BySymbolParams {
  symbol: string;
  match?: "exact" | "prefix";
  kinds?: string[];
  languages?: string[];
  uris?: string[];
  /** Chunks near this document come first. */
  from?: string;
  limit?: number;
  cursor?: string;
  detail?: Detail;
  caseSensitive?: boolean;
}

/** Exactly one of `range` and `bytes` is given. */
export type BySpanParams = {
  textDocument: TextDocumentIdentifier;
  match?: "enclosing" | "overlapping" | "exact";
  detail?: Detail;
  kinds?: string[];
} & ({ range: Range } | { bytes: Span });

export interface StatusParams {
  uri?: string;
}

export type RootState = "scanning" | "ready";

export interface RootStatus {
  uri: string;
  state: RootState;
  files: number;
  chunks: number;
  symbols: number;
  /** Files of each language. */
  languages: Record<string, number>;
  /** Files left out, by reason. */
  skipped: Record<string, number>;
  parseErrors: number;
}

export interface StatusResult {
  roots: RootStatus[];
  store: { path: string; schemaVersion: number; bytes: number };
  server: { version: string; pid: number };
  file?: { indexed: boolean; reason?: string; language?: string; chunks?: number; hasError?: boolean };
}

export interface DidChangeIndexParams {
  root: string;
  files: number;
  state: RootState;
}

export const bySymbol = new RequestType<BySymbolParams, ChunksResult, void>("chunk/bySymbol");
export const bySpan = new RequestType<BySpanParams, ChunksResult, void>("chunk/bySpan");
export const status = new RequestType<StatusParams, StatusResult, void>("chunk/status");
export const didChangeIndex = new NotificationType<DidChangeIndexParams>("chunk/didChangeIndex");
