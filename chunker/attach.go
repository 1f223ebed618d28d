package chunker

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
)

// attach extends each declaration over what belongs to it: attributes in front of it, the
// comment block directly above it, and a comment behind it on its last line. defs are sorted
// outer first, so a parent knows its extent before its children look for theirs.
func attach(defs []*definition, m marks, text []byte) {
	var open []*definition
	floor := uint32(0) // where the declaration before ends: comments in it are not those of the next one
	for _, d := range defs {
		for len(open) > 0 && open[len(open)-1].decl.End <= d.decl.Start {
			floor = max(floor, open[len(open)-1].decl.End)
			open = open[:len(open)-1]
		}
		d.full = d.decl
		// What stands above a parent that starts at the same byte is the parent's.
		if len(open) == 0 || open[len(open)-1].decl.Start < d.decl.Start {
			above(d, m, text, floor)
		}
		d.head = behindLeads(d.decl, m, text)
		behind(d, m, text, len(open) > 0)
		open = append(open, d)
	}
	clampToParents(defs)
}

// above walks up over attributes and comments, as long as no blank line comes between, but
// not past floor.
func above(d *definition, m marks, text []byte, floor uint32) {
	docIsOpen := false
	for {
		at := d.full.Start
		if lead, ok := endingBefore(m.leads, at, text); ok && lead.Start >= floor {
			d.full.Start, d.decl.Start = lead.Start, lead.Start
			docIsOpen = false
			continue
		}
		comment, ok := endingBefore(m.comments, at, text)
		if !ok || comment.Start < floor || !startsLine(comment.Start, text) || isShebang(comment, text) {
			return
		}
		d.full.Start = comment.Start
		if !d.doc.IsZero() && d.node.Contains(d.doc) {
			continue // a docstring inside the body is the better documentation
		}
		if docIsOpen {
			d.doc.Start = comment.Start
		} else {
			d.doc, docIsOpen = comment, true
		}
	}
}

// isShebang reports whether a comment is the #! line of a script, which is about the file.
func isShebang(comment Span, text []byte) bool {
	return comment.Start == contentStart(text) && bytes.HasPrefix(comment.Text(text), []byte("#!"))
}

// behindLeads is where a declaration goes on behind the attributes and comments at its start.
func behindLeads(decl Span, m marks, text []byte) uint32 {
	at := decl.Start
	for {
		s, ok := startingAt(m.leads, at)
		if !ok && at > decl.Start {
			s, ok = startingAt(m.comments, at)
		}
		if !ok || s.End >= decl.End {
			return at
		}
		at = s.End + uint32(len(text[s.End:decl.End])-len(bytes.TrimLeft(text[s.End:decl.End], blank)))
	}
}

func startingAt(spans []Span, offset uint32) (Span, bool) {
	i, found := slices.BinarySearchFunc(spans, offset, func(s Span, at uint32) int { return cmp.Compare(s.Start, at) })
	if !found {
		return Span{}, false
	}
	return spans[i], true
}

// endingBefore finds the span that ends before offset with nothing but blanks and at most
// one line end between.
func endingBefore(spans []Span, offset uint32, text []byte) (Span, bool) {
	i := sort.Search(len(spans), func(i int) bool { return spans[i].Start >= offset }) - 1
	if i < 0 || spans[i].End > offset {
		return Span{}, false
	}
	gap := text[spans[i].End:offset]
	if len(trimBlank(gap)) > 0 || bytes.Count(gap, []byte("\n")) > 1 {
		return Span{}, false
	}
	return spans[i], true
}

// startsLine reports whether only blanks stand before offset on its line.
func startsLine(offset uint32, text []byte) bool {
	line := text[bytes.LastIndexByte(text[:offset], '\n')+1 : offset]
	return len(trimBlank(bytes.TrimPrefix(line, utf8BOM))) == 0
}

// behind takes in the separator and a comment that follow on the declaration's last line.
func behind(d *definition, m marks, text []byte, nested bool) {
	end := skipSpaces(text, d.decl.End)
	if masked, ok := startingAt(m.masked, end); ok && masked.End < uint32(len(text)) && text[masked.End] == ';' {
		end = masked.End // struct s {...} __packed;
	}
	separators := ";,"
	if nested {
		separators = ";" // a list's comma stays when its element is replaced
	}
	if int(end) < len(text) && bytes.IndexByte([]byte(separators), text[end]) >= 0 {
		d.decl.End = end + 1
		end = skipSpaces(text, d.decl.End)
	}
	d.tail = d.decl.End
	if comment, ok := startingAt(m.comments, end); ok && endsLine(comment, text) {
		d.decl.End = comment.End
	}
	d.full.End = d.decl.End
}

// endsLine reports whether the comment is on one line and the last thing on it.
func endsLine(comment Span, text []byte) bool {
	rest, _, _ := bytes.Cut(text[comment.End:], []byte("\n"))
	return len(trimBlank(rest)) == 0 && !bytes.Contains(comment.Text(text), []byte("\n"))
}

// clampToParents keeps what a child took in behind itself inside its parent, and what a
// definition took in out of the next one.
func clampToParents(defs []*definition) {
	var open []*definition
	for _, d := range defs {
		for len(open) > 0 && !open[len(open)-1].decl.Overlaps(d.node) {
			open = open[:len(open)-1]
		}
		if len(open) > 0 {
			outer := open[len(open)-1]
			d.full.Start, d.decl.Start = max(d.full.Start, outer.full.Start), max(d.decl.Start, outer.decl.Start)
			d.full.End, d.decl.End = min(d.full.End, outer.full.End), min(d.decl.End, outer.decl.End)
			d.tail = min(d.tail, d.decl.End)
		}
		open = append(open, d)
	}
}

func skipSpaces(text []byte, at uint32) uint32 {
	for int(at) < len(text) && (text[at] == ' ' || text[at] == '\t') {
		at++
	}
	return at
}

// blank are the bytes that count as blank.
const blank = " \t\r\n\v\f"

func trimBlank(text []byte) []byte { return bytes.Trim(text, blank) }
