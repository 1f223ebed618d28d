package lsp

import (
	"unicode/utf8"

	"go.lsp.dev/protocol"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/chunk-lsp/chunk-lsp/index"
)

// The details of docs/protocol.md.
const (
	detailFull      = "full"
	detailFolded    = "folded"
	detailSignature = "signature"
	detailName      = "name"
)

// chunk shows chunk i of a source.
func (v *view) chunk(src *index.Source, m *mapper, i int) Chunk {
	c := &src.Chunks.Chunks[i]
	selection := c.Selection
	if selection.IsZero() {
		selection = chunker.Span{Start: c.Declaration.Start, End: c.Declaration.Start}
	}
	out := Chunk{
		ID: src.ID(i), URI: v.server.uriOf(src.File), Kind: string(c.Kind), SymbolKind: symbolKinds[c.Kind],
		Name: c.Name, Symbols: c.Symbols, QualifiedName: c.QualifiedName, Module: src.Module(),
		Range: m.rangeOf(c.Range), DeclarationRange: m.rangeOf(c.Declaration), SelectionRange: m.rangeOf(selection),
		Bytes:    ByteSpans{Range: pair(c.Range), Declaration: pair(c.Declaration), Selection: pair(selection)},
		HasError: c.HasError, Source: "disk",
	}
	if src.Language != nil {
		out.Language = src.Language.ID
	}
	if c.Parent >= 0 {
		out.Parent = src.ID(c.Parent)
	}
	if !c.Body.IsZero() {
		body, bytes := m.rangeOf(c.Body), pair(c.Body)
		out.BodyRange, out.Bytes.Body = &body, &bytes
	}
	if src.Overlay {
		out.Source, out.Version = "overlay", &src.Version
	}
	v.addText(&out, src, i)
	return out
}

// addText adds what the detail asks for of the chunk's text.
func (v *view) addText(out *Chunk, src *index.Source, i int) {
	if v.detail == detailName {
		return
	}
	c := &src.Chunks.Chunks[i]
	out.Signature, out.Doc, out.Hash = c.Signature(src.Text), c.DocText(src.Text), c.Hash(src.Text)
	var content string
	switch v.detail {
	case detailFull:
		content = readable(c.Content(src.Text))
	case detailFolded:
		ellipsis := "..."
		if src.Language != nil {
			ellipsis = src.Language.Ellipsis
		}
		content = src.Chunks.Folded(i, src.Text, ellipsis)
	default:
		return
	}
	out.Content = &content
}

// readable is text as JSON can carry it: U+FFFD for each byte that is not UTF-8, so that
// positions, which count such a byte as one character, fit the content.
func readable(text []byte) string {
	if utf8.Valid(text) {
		return string(text)
	}
	return string([]rune(string(text)))
}

func pair(s chunker.Span) [2]uint32 { return [2]uint32{s.Start, s.End} }

// symbolKinds maps each kind to the nearest of LSP's.
var symbolKinds = map[chunker.Kind]protocol.SymbolKind{
	chunker.Function:    protocol.SymbolKindFunction,
	chunker.Method:      protocol.SymbolKindMethod,
	chunker.Constructor: protocol.SymbolKindConstructor,
	chunker.Class:       protocol.SymbolKindClass,
	chunker.Struct:      protocol.SymbolKindStruct,
	chunker.Union:       protocol.SymbolKindStruct,
	chunker.Interface:   protocol.SymbolKindInterface,
	chunker.Trait:       protocol.SymbolKindInterface,
	chunker.Enum:        protocol.SymbolKindEnum,
	chunker.Type:        protocol.SymbolKindClass,
	chunker.Impl:        protocol.SymbolKindObject,
	chunker.Module:      protocol.SymbolKindModule,
	chunker.Namespace:   protocol.SymbolKindNamespace,
	chunker.Macro:       protocol.SymbolKindFunction,
	chunker.Constant:    protocol.SymbolKindConstant,
	chunker.Variable:    protocol.SymbolKindVariable,
	chunker.Property:    protocol.SymbolKindProperty,
	chunker.Section:     protocol.SymbolKindString,
	chunker.Rule:        protocol.SymbolKindKey,
	chunker.Message:     protocol.SymbolKindStruct,
	chunker.Service:     protocol.SymbolKindInterface,
	chunker.Table:       protocol.SymbolKindStruct,
	chunker.Resource:    protocol.SymbolKindObject,
	chunker.Block:       protocol.SymbolKindNull,
}
