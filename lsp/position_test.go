package lsp

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"go.lsp.dev/protocol"
)

// naive is the definition of a position, character by character from the text's start.
type naive struct {
	text     []byte
	encoding protocol.PositionEncodingKind
}

// walk visits each place between characters in order: its offset, its position, and whether
// it lies within a line's end.
func (n naive) walk(visit func(offset int, p protocol.Position, inEnd bool)) {
	var p protocol.Position
	for at := 0; ; {
		visit(at, p, at > 0 && at < len(n.text) && n.text[at-1] == '\r' && n.text[at] == '\n')
		if at == len(n.text) {
			return
		}
		r, size := utf8.DecodeRune(n.text[at:])
		switch {
		case r == '\n', r == '\r' && (at+1 == len(n.text) || n.text[at+1] != '\n'):
			p = protocol.Position{Line: p.Line + 1}
		case n.encoding == protocol.PositionEncodingKindUTF8:
			p.Character += uint32(size)
		case n.encoding == protocol.PositionEncodingKindUTF16:
			p.Character += uint32(len(utf16.Encode([]rune{r})))
		default:
			p.Character++
		}
		at += size
	}
}

// offset of a position: the last place on its line that is not behind it; the text's end when
// there is no such line.
func (n naive) offset(p protocol.Position) int {
	found := -1
	n.walk(func(offset int, q protocol.Position, inEnd bool) {
		if q.Line == p.Line && q.Character <= p.Character && !inEnd {
			found = offset
		}
	})
	if found < 0 {
		return len(n.text)
	}
	return found
}

func FuzzPosition(f *testing.F) {
	for _, text := range []string{
		"", "\n", "\r", "\r\n", "\n\r", "a\r\nb", "a\rb\nc\r\r\n\nd", "é€𝕏\n𝕏𝕏", "\xff\xfe\n\xe2\x82", "\xe2\x82\n", "\xf0\x9d\x95",
		strings.Repeat("𝕏", 300), "a" + strings.Repeat("€", 700), "\xed\xa0\x80", "a\u2028b\u0085c\vd\f", "\xef\xbb\xbfa", "𝕏\r", "\x00\n\x00", "\xf0\x9d\x95\x8f\xf0",
	} {
		f.Add([]byte(text), uint32(1), uint32(1))
	}
	f.Fuzz(func(t *testing.T, text []byte, line, character uint32) {
		text = text[:min(len(text), 3*stride)] // enough for some marks; what follows is quadratic
		for _, encoding := range []protocol.PositionEncodingKind{protocol.PositionEncodingKindUTF8, protocol.PositionEncodingKindUTF16, protocol.PositionEncodingKindUTF32} {
			m, n := newMapper(text, encoding), naive{text, encoding}
			n.walk(func(offset int, p protocol.Position, inEnd bool) {
				if inEnd {
					return // no chunk begins or ends there, and no position names it
				}
				if got := m.position(uint32(offset)); got != p {
					t.Errorf("%s: offset %d of %q is at %v, want %v", encoding, offset, text, got, p)
				}
				if got := m.offset(p); got != uint32(offset) {
					t.Errorf("%s: %v of %q is offset %d, want %d", encoding, p, text, got, offset)
				}
			})
			for _, p := range []protocol.Position{
				{Line: line, Character: character}, {Line: line % 8, Character: character % 16},
				{Line: line % 8, Character: ^uint32(0)}, {Line: ^uint32(0)},
			} {
				if got, want := m.offset(p), n.offset(p); got != uint32(want) {
					t.Errorf("%s: %v of %q is offset %d, want %d", encoding, p, text, got, want)
				}
			}
			// The way of long lines gives the same.
			for offset := range uint32(len(text) + 1) {
				if got, want := m.unitsBefore(offset), m.units(0, offset); got != want {
					t.Errorf("%s: %d units before offset %d of %q, want %d", encoding, got, offset, text, want)
				}
			}
			// Any offset, also within a character, has some position at or before it.
			for offset := range len(text) + 1 {
				if back := m.offset(m.position(uint32(offset))); back > uint32(offset) {
					t.Errorf("%s: offset %d of %q comes back as %d", encoding, offset, text, back)
				}
			}
		}
	})
}

// TestReadable: content has as many characters as its range.
func TestReadable(t *testing.T) {
	for _, text := range []string{"", "a𝕏", "\xff\xfea", "\xe2\x82", "a\xe2\x82b\xf0\x9d", "\xed\xa0\x80"} {
		got := readable([]byte(text))
		if !utf8.ValidString(got) {
			t.Errorf("%q gives %q", text, got)
		}
		m := newMapper([]byte(text), protocol.PositionEncodingKindUTF16)
		if at := m.position(uint32(len(text))); int(at.Character) != len(utf16.Encode([]rune(got))) {
			t.Errorf("%q ends at %v, %q is shown", text, at, got)
		}
	}
}

// TestLongLine: the positions of all chunks of a minified file are found in no time.
func TestLongLine(t *testing.T) {
	const piece = "function f(é){}"
	text := bytes.Repeat([]byte(piece), 1<<17)
	for _, encoding := range []protocol.PositionEncodingKind{protocol.PositionEncodingKindUTF8, protocol.PositionEncodingKindUTF16, protocol.PositionEncodingKindUTF32} {
		m := newMapper(text, encoding)
		width := m.position(uint32(len(piece))).Character
		deadline := time.Now().Add(patience) // 1<<17 times 1 MB would take much longer
		for i := range uint32(1 << 17) {
			if got := m.position(i * uint32(len(piece))); got.Character != i*width {
				t.Fatalf("%s: piece %d is at %v", encoding, i, got)
			}
			if i%1024 == 0 && time.Now().After(deadline) {
				t.Fatalf("%s: only %d positions in %v", encoding, i, patience)
			}
		}
	}
}
