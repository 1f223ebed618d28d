package main

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"unicode/utf8"

	"go.lsp.dev/protocol"
)

// place is FILE:LINE[:COL][-LINE[:COL]], 1-based, columns in characters; 0 stands for "not given".
type place struct {
	file               string
	line, column       int
	endLine, endColumn int
}

var placePattern = regexp.MustCompile(`^(.+?):(\d+)(?::(\d+))?(?:-(\d+)(?::(\d+))?)?$`)

func parsePlace(text string) (place, error) {
	m := placePattern.FindStringSubmatch(text)
	if m == nil {
		return place{}, fmt.Errorf("%q: want FILE:LINE[:COL][-LINE[:COL]]", text)
	}
	p := place{file: m[1]}
	for i, field := range []*int{&p.line, &p.column, &p.endLine, &p.endColumn} {
		digits := m[i+2]
		if digits == "" {
			continue
		}
		n, err := strconv.Atoi(digits)
		if err != nil || n < 1 {
			return place{}, fmt.Errorf("%q: lines and columns count from 1", text)
		}
		*field = n
	}
	if p.endLine != 0 && (p.endLine < p.line || p.endLine == p.line && p.endColumn != 0 && p.endColumn < p.column) {
		return place{}, fmt.Errorf("%q: the end is before the start", text)
	}
	return p, nil
}

// span is the place as a range in UTF-8. Without columns whole lines are meant, from their
// first character to their last; without an end, a line or a caret.
func (p place) span() (protocol.Range, error) {
	text, err := os.ReadFile(p.file)
	if err != nil {
		return protocol.Range{}, err
	}
	lines := bytes.Split(text, []byte("\n"))
	if p.line > len(lines) || p.endLine > len(lines) {
		return protocol.Range{}, fmt.Errorf("%s has %d lines", p.file, len(lines))
	}
	start := position(lines, p.line, p.column)
	if p.column == 0 {
		start.Character = indent(lines[p.line-1])
	}
	switch {
	case p.endLine == 0 && p.column != 0:
		return protocol.Range{Start: start, End: start}, nil
	case p.endLine == 0:
		return protocol.Range{Start: start, End: lineEnd(lines, p.line)}, nil
	case p.endColumn == 0:
		return protocol.Range{Start: start, End: lineEnd(lines, p.endLine)}, nil
	}
	return protocol.Range{Start: start, End: position(lines, p.endLine, p.endColumn)}, nil
}

// position of a 1-based line and column.
func position(lines [][]byte, line, column int) protocol.Position {
	text, at := lines[line-1], 0
	for n := 1; n < column && at < len(text); n++ {
		_, size := utf8.DecodeRune(text[at:])
		at += size
	}
	return protocol.Position{Line: uint32(line - 1), Character: uint32(at)}
}

func indent(line []byte) uint32 { return uint32(len(line) - len(bytes.TrimLeft(line, " \t"))) }

func lineEnd(lines [][]byte, line int) protocol.Position {
	text := bytes.TrimRight(lines[line-1], " \t\r")
	return protocol.Position{Line: uint32(line - 1), Character: max(uint32(len(text)), indent(text))}
}
