package lsp

import "go.lsp.dev/protocol"

// Chunk is a chunk on the wire; docs/protocol.md says what each field means.
type Chunk struct {
	ID               string              `json:"id"`
	URI              string              `json:"uri"`
	Language         string              `json:"language,omitzero"`
	Kind             string              `json:"kind"`
	SymbolKind       protocol.SymbolKind `json:"symbolKind"`
	Name             string              `json:"name"`
	Symbols          []string            `json:"symbols,omitempty"`
	QualifiedName    string              `json:"qualifiedName,omitzero"`
	Module           string              `json:"module,omitzero"`
	Parent           string              `json:"parent,omitzero"`
	Signature        string              `json:"signature,omitzero"`
	Doc              string              `json:"doc,omitzero"`
	Range            protocol.Range      `json:"range"`
	DeclarationRange protocol.Range      `json:"declarationRange"`
	SelectionRange   protocol.Range      `json:"selectionRange"`
	BodyRange        *protocol.Range     `json:"bodyRange,omitzero"`
	Bytes            ByteSpans           `json:"bytes"`
	Content          *string             `json:"content,omitzero"`
	Hash             string              `json:"hash,omitzero"`
	HasError         bool                `json:"hasError,omitzero"`
	Source           string              `json:"source"`
	Version          *int32              `json:"version,omitzero"`
}

// ByteSpans are a chunk's ranges in UTF-8 bytes, half-open.
type ByteSpans struct {
	Range       [2]uint32  `json:"range"`
	Declaration [2]uint32  `json:"declaration"`
	Selection   [2]uint32  `json:"selection"`
	Body        *[2]uint32 `json:"body,omitzero"`
}

// ChunksResult answers all requests for chunks.
type ChunksResult struct {
	Chunks       []Chunk `json:"chunks"`
	IsIncomplete bool    `json:"isIncomplete,omitzero"`
	NextCursor   string  `json:"nextCursor,omitzero"`
}

// BySpanParams of chunk/bySpan: exactly one of Range and Bytes.
type BySpanParams struct {
	TextDocument *protocol.TextDocumentIdentifier `json:"textDocument"`
	Range        *protocol.Range                  `json:"range"`
	Bytes        []int64                          `json:"bytes"`
	Match        string                           `json:"match"`
	Detail       string                           `json:"detail"`
	Kinds        []string                         `json:"kinds"`
}

// BySymbolParams of chunk/bySymbol.
type BySymbolParams struct {
	Symbol        *string  `json:"symbol"`
	Match         string   `json:"match"`
	Kinds         []string `json:"kinds"`
	Languages     []string `json:"languages"`
	URIs          []string `json:"uris"`
	From          string   `json:"from"`
	Limit         *int     `json:"limit"`
	Cursor        string   `json:"cursor"`
	Detail        string   `json:"detail"`
	CaseSensitive *bool    `json:"caseSensitive"`
}

// InFileParams of chunk/inFile.
type InFileParams struct {
	TextDocument *protocol.TextDocumentIdentifier `json:"textDocument"`
	Detail       string                           `json:"detail"`
	Kinds        []string                         `json:"kinds"`
}

// StatusParams of chunk/status.
type StatusParams struct {
	URI string `json:"uri"`
}

// StatusResult of chunk/status.
type StatusResult struct {
	Roots  []RootStatus `json:"roots"`
	Store  StoreStatus  `json:"store"`
	Server ServerStatus `json:"server"`
	File   *FileStatus  `json:"file,omitzero"`
}

// RootStatus is a workspace folder's part of a StatusResult.
type RootStatus struct {
	URI         string         `json:"uri"`
	State       string         `json:"state"`
	Files       int            `json:"files"`
	Chunks      int            `json:"chunks"`
	Symbols     int            `json:"symbols"`
	Languages   map[string]int `json:"languages"`
	Skipped     map[string]int `json:"skipped"`
	ParseErrors int            `json:"parseErrors"`
}

// StoreStatus is the store's part of a StatusResult.
type StoreStatus struct {
	Path          string `json:"path"`
	SchemaVersion int    `json:"schemaVersion"`
	Bytes         int64  `json:"bytes"`
}

// ServerStatus is the server's part of a StatusResult.
type ServerStatus struct {
	Version string `json:"version"`
	PID     int    `json:"pid"`
}

// FileStatus answers "why is this file not found?".
type FileStatus struct {
	Indexed  bool   `json:"indexed"`
	Reason   string `json:"reason,omitzero"`
	Language string `json:"language,omitzero"`
	Chunks   int    `json:"chunks,omitzero"`
	HasError bool   `json:"hasError,omitzero"`
}

// DidChangeIndexParams of the notification chunk/didChangeIndex.
type DidChangeIndexParams struct {
	Root  string `json:"root"`
	Files int    `json:"files"`
	State string `json:"state"`
}
