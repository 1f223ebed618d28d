package lsp

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"go.lsp.dev/protocol"

	"github.com/chunk-lsp/chunk-lsp/chunker"
)

// mapper converts between byte offsets in a text and LSP positions in one encoding. Lines
// end at "\n", "\r\n" and "\r" (LSP 3.17, "Text Documents"). A byte that is not valid UTF-8
// counts as one character of one unit, because that is how an editor shows it (U+FFFD).
type mapper struct {
	text     []byte
	lines    []uint32 // offsets at which lines begin
	encoding protocol.PositionEncodingKind
}

func newMapper(text []byte, encoding protocol.PositionEncodingKind) *mapper {
	m := &mapper{text: text, lines: []uint32{0}, encoding: encoding}
	oldMac := bytes.IndexByte(text, '\r') >= 0
	for i := 0; i < len(text); {
		next := bytes.IndexByte(text[i:], '\n')
		if oldMac {
			next = bytes.IndexAny(text[i:], "\r\n")
		}
		if next < 0 {
			break
		}
		i += next + 1
		if text[i-1] == '\r' && i < len(text) && text[i] == '\n' {
			i++
		}
		m.lines = append(m.lines, uint32(i))
	}
	return m
}

// position is where offset stands; offsets inside a character count as its start.
func (m *mapper) position(offset uint32) protocol.Position {
	line := sort.Search(len(m.lines), func(i int) bool { return m.lines[i] > offset }) - 1
	return protocol.Position{Line: uint32(line), Character: m.units(m.text[m.lines[line]:offset])}
}

func (m *mapper) rangeOf(s chunker.Span) protocol.Range {
	return protocol.Range{Start: m.position(s.Start), End: m.position(s.End)}
}

// offset is where a position stands. Positions past the end of their line or of the text
// are clamped, as LSP says; one inside a character means its start.
func (m *mapper) offset(p protocol.Position) uint32 {
	if int(p.Line) >= len(m.lines) {
		return uint32(len(m.text))
	}
	line := m.text[m.lines[p.Line]:m.lineEnd(int(p.Line))]
	used, at := uint32(0), 0
	for at < len(line) {
		r, size := utf8.DecodeRune(line[at:])
		used += m.width(r, size)
		if used > p.Character {
			break
		}
		at += size
	}
	return m.lines[p.Line] + uint32(at)
}

func (m *mapper) span(r protocol.Range) chunker.Span {
	return chunker.Span{Start: m.offset(r.Start), End: m.offset(r.End)}
}

// lineEnd is the offset of the line's end, before its terminator.
func (m *mapper) lineEnd(line int) uint32 {
	end := uint32(len(m.text))
	if line+1 < len(m.lines) {
		end = m.lines[line+1]
	}
	for end > m.lines[line] && (m.text[end-1] == '\n' || m.text[end-1] == '\r') {
		end--
	}
	return end
}

// units is the length of text in the encoding's code units.
func (m *mapper) units(text []byte) uint32 {
	if m.encoding == protocol.PositionEncodingKindUTF8 {
		return uint32(len(text))
	}
	n := uint32(0)
	for len(text) > 0 {
		if !utf8.FullRune(text) {
			break // the rest of a character that offset cuts
		}
		r, size := utf8.DecodeRune(text)
		n += m.width(r, size)
		text = text[size:]
	}
	return n
}

// width of a character of size bytes in code units.
func (m *mapper) width(r rune, size int) uint32 {
	switch {
	case m.encoding == protocol.PositionEncodingKindUTF8:
		return uint32(size)
	case m.encoding == protocol.PositionEncodingKindUTF16 && r > 0xFFFF:
		return 2
	}
	return 1
}
