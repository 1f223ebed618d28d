package lsp

import (
	"encoding/json"
	"strings"
	"unicode/utf16"
)

// buffer is a document as an editor keeps it: UTF-16, as VS Code does. It shares no code with
// the server.
type buffer struct {
	version int
	text    []uint16
}

func newBuffer(version int, text string) *buffer {
	return &buffer{version, utf16.Encode([]rune(text))}
}

func (b *buffer) String() string { return string(utf16.Decode(b.text)) }

type point struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

// edit is a content change on the wire; without a range it is the whole document.
type edit struct {
	Range *[2]point
	Text  string
}

// MarshalJSON writes LSP's form.
func (c edit) MarshalJSON() ([]byte, error) {
	if c.Range == nil {
		return json.Marshal(map[string]any{"text": c.Text})
	}
	return json.Marshal(map[string]any{"text": c.Text, "range": map[string]point{"start": c.Range[0], "end": c.Range[1]}})
}

// offset in UTF-16 units of a point, counted line by line.
func (b *buffer) offset(p point) int {
	at := 0
	for line := 0; line < p.Line; line++ {
		for at < len(b.text) && b.text[at] != '\n' && b.text[at] != '\r' {
			at++
		}
		if at == len(b.text) {
			return at
		}
		if b.text[at] == '\r' && at+1 < len(b.text) && b.text[at+1] == '\n' {
			at++
		}
		at++
	}
	for n := 0; n < p.Character && at < len(b.text) && b.text[at] != '\n' && b.text[at] != '\r'; n++ {
		at++
	}
	return at
}

// point of an offset, the other way round.
func (b *buffer) point(offset int) point {
	var p point
	for i := 0; i < offset; i++ {
		p.Character++
		if b.text[i] == '\n' || b.text[i] == '\r' && (i+1 == len(b.text) || b.text[i+1] != '\n') {
			p = point{p.Line + 1, 0}
		}
	}
	return p
}

func (b *buffer) slice(from, to point) string {
	return string(utf16.Decode(b.text[b.offset(from):b.offset(to)]))
}

func (b *buffer) apply(c edit) {
	if c.Range == nil {
		b.text = utf16.Encode([]rune(c.Text))
		return
	}
	from, to := b.offset(c.Range[0]), b.offset(c.Range[1])
	next := append([]uint16{}, b.text[:from]...)
	next = append(next, utf16.Encode([]rune(c.Text))...)
	b.text = append(next, b.text[to:]...)
}

// open opens a document of the editor's text.
func (e *editor) open(path, language string, version int, text string) {
	e.t.Helper()
	e.buffers[path] = newBuffer(version, text)
	e.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": e.uri(path), "languageId": language, "version": version, "text": text,
	}})
}

// change types into a document.
func (e *editor) change(path string, edits ...edit) {
	e.t.Helper()
	b := e.buffers[path]
	b.version++
	for _, c := range edits {
		b.apply(c)
	}
	e.sendChange(path, b.version, edits...)
}

func (e *editor) sendChange(path string, version int, edits ...edit) {
	e.t.Helper()
	e.notify("textDocument/didChange", map[string]any{
		"textDocument": map[string]any{"uri": e.uri(path), "version": version}, "contentChanges": edits,
	})
}

func (e *editor) close(path string) {
	e.t.Helper()
	delete(e.buffers, path)
	e.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": e.uri(path)}})
}

// chunks asks and holds the answer against the editor's own texts. It needs UTF-16.
func (e *editor) chunks(method string, params any) *ChunksResult {
	e.t.Helper()
	var r ChunksResult
	e.request(method, params, &r)
	if r.Chunks == nil {
		e.t.Errorf("%s: no chunks, not even an empty list", method)
	}
	for i := range r.Chunks {
		e.check(&r.Chunks[i])
	}
	return &r
}

// check compares a chunk of an open document with the editor's text.
func (e *editor) check(c *Chunk) {
	e.t.Helper()
	for path, b := range e.buffers {
		if e.uri(path) != c.URI {
			continue
		}
		if c.Source != "overlay" || c.Version == nil || int(*c.Version) != b.version {
			e.t.Errorf("%s: from %s at version %v, the editor is at %d", c.ID, c.Source, c.Version, b.version)
		}
		seen := b.slice(point{int(c.Range.Start.Line), int(c.Range.Start.Character)}, point{int(c.Range.End.Line), int(c.Range.End.Character)})
		if c.Content != nil && *c.Content != seen {
			e.t.Errorf("%s: content is %q, the editor shows %q", c.ID, *c.Content, seen)
		}
		if text := b.String(); text[c.Bytes.Range[0]:c.Bytes.Range[1]] != seen {
			e.t.Errorf("%s: bytes %v are not the range", c.ID, c.Bytes.Range)
		}
		name := b.slice(point{int(c.SelectionRange.Start.Line), int(c.SelectionRange.Start.Character)}, point{int(c.SelectionRange.End.Line), int(c.SelectionRange.End.Character)})
		if !strings.Contains(name, c.Name) && c.Language == "go" {
			e.t.Errorf("%s: the selection is %q", c.ID, name)
		}
	}
}
