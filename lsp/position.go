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
	marks    []mark // made when needed
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
	start := m.lines[line]
	p := protocol.Position{Line: uint32(line)}
	switch {
	case m.encoding == protocol.PositionEncodingKindUTF8:
		p.Character = offset - start
	case offset-start <= stride:
		p.Character = m.units(start, offset)
	default:
		p.Character = m.unitsBefore(offset) - m.unitsBefore(start)
	}
	return p
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

// units is the length of a part of the text in the encoding's code units. from is where a
// character begins.
func (m *mapper) units(from, to uint32) uint32 {
	n := uint32(0)
	for from < to {
		r, size := utf8.DecodeRune(m.text[from:])
		from += uint32(size)
		if from > to {
			break // to is inside this character
		}
		n += m.width(r, size)
	}
	return n
}

// stride is how far apart marks are, in bytes.
const stride = 1024

// mark is the place of a character and how many units stand before it in the text.
type mark struct{ offset, units uint32 }

// unitsBefore is units(0, offset), for texts that are one long line, as minified ones are:
// counting from the line's start for each of its chunks takes minutes there.
func (m *mapper) unitsBefore(offset uint32) uint32 {
	if m.marks == nil {
		at := mark{}
		for int(at.offset) < len(m.text) || m.marks == nil {
			if int(at.offset) >= len(m.marks)*stride {
				m.marks = append(m.marks, at)
			}
			r, size := utf8.DecodeRune(m.text[at.offset:])
			at = mark{at.offset + uint32(size), at.units + m.width(r, size)}
		}
	}
	i := min(int(offset)/stride, len(m.marks)-1)
	if m.marks[i].offset > offset {
		i-- // the mark stands behind a character that began before
	}
	return m.marks[i].units + m.units(m.marks[i].offset, offset)
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
