package chunker

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// finish turns nested definitions into chunks in document order, fills the gaps between the
// top-level ones with blocks, and numbers namesakes.
func finish(defs []*definition, t tree, text []byte) []Chunk {
	chunks := make([]Chunk, 0, len(defs))
	var top []Span
	for _, d := range defs {
		if d.parent == nil {
			top = append(top, d.full)
		}
	}
	gaps := blocks(text, t.children, top)
	for i := range gaps {
		gaps[i].HasError = gaps[i].HasError || t.broken
	}
	for _, d := range defs {
		if d.parent == nil {
			for len(gaps) > 0 && gaps[0].Range.Start < d.full.Start {
				chunks = append(chunks, gaps[0])
				gaps = gaps[1:]
			}
		}
		d.index = len(chunks)
		chunks = append(chunks, d.chunk(chunks, text))
	}
	chunks = append(chunks, gaps...)
	number(chunks)
	return chunks
}

func (d *definition) chunk(before []Chunk, text []byte) Chunk {
	c := Chunk{
		Kind: d.kind, Name: d.literal, Parent: -1, Range: d.full, Declaration: Span{d.decl.Start, d.full.End},
		Body: d.body, Doc: d.doc, Head: d.head, Tail: d.tail, HasError: d.hasError,
	}
	if len(d.names) > 0 {
		c.Selection = d.names[0]
		c.Name = nameText(d.names[0], text)
	}
	if len(d.names) > 1 {
		for _, s := range d.names {
			c.Symbols = append(c.Symbols, nameText(s, text))
		}
	}
	c.QualifiedName = joinNames(d.scope, c.Name)
	if d.parent == nil {
		return c
	}
	c.Parent = d.parent.index
	parent := &before[c.Parent]
	if parent.Kind.holdsMembers() && c.Kind == Function {
		c.Kind = Method
	}
	prefix := parent.QualifiedName
	if d.parent == d.beside {
		// Declarators of one declaration stand beside each other, not inside it.
		prefix = strings.TrimSuffix(strings.TrimSuffix(prefix, parent.Name), ".")
	}
	c.QualifiedName = joinNames(prefix, c.QualifiedName)
	return c
}

// nameText is a name without the blanks that some languages allow inside it (operator ()).
func nameText(s Span, text []byte) string {
	name := strings.Join(strings.Fields(string(s.Text(text))), " ")
	return strings.ToValidUTF8(operatorSign.ReplaceAllString(name, "$1$2"), "\uFFFD")
}

// operatorSign finds the blank between the word operator and a sign.
var operatorSign = regexp.MustCompile(`\b(operator) ([^\pL\d_])`)

// number counts namesakes, so that each chunk of a file has an id of its own.
func number(chunks []Chunk) {
	seen := make(map[string]int, len(chunks))
	for i := range chunks {
		key := chunks[i].QualifiedName
		if chunks[i].Name == "" {
			key = ""
		}
		seen[key]++
		chunks[i].Nth = seen[key]
	}
}

// blocks covers what stands between the top-level chunks: a block for each run of lines
// that no blank line divides. Blank lines inside one of the tree's top-level nodes don't
// divide, so a block never ends in the middle of a statement.
func blocks(text []byte, children []node, top []Span) []Chunk {
	var out []Chunk
	start := contentStart(text)
	for _, s := range append(slices.Clip(top), Span{uint32(len(text)), uint32(len(text))}) {
		if start < s.Start {
			out = appendRuns(out, text, Span{start, s.Start}, children)
		}
		start = max(start, s.End)
	}
	return out
}

func appendRuns(out []Chunk, text []byte, gap Span, children []node) []Chunk {
	for gap.Start < gap.End {
		run, rest := cutRun(text, gap, children)
		if trimmed := trimSpan(run, text); trimmed.Len() > 0 {
			out = append(out, Chunk{Kind: Block, Parent: -1, Range: trimmed, Declaration: trimmed, Head: trimmed.Start, Tail: trimmed.End, HasError: hasError(trimmed, children)})
		}
		gap = rest
	}
	return out
}

// cutRun splits gap at its first blank line that is outside all children.
func cutRun(text []byte, gap Span, children []node) (run, rest Span) {
	content := false
	lineStart := gap.Start
	for i := gap.Start; i < gap.End; i++ {
		if text[i] != '\n' {
			continue
		}
		blank := len(trimBlank(text[lineStart:i])) == 0
		if blank && content && !insideChild(Span{lineStart, i + 1}, children) {
			return Span{gap.Start, lineStart}, Span{i + 1, gap.End}
		}
		content = content || !blank
		lineStart = i + 1
	}
	return gap, Span{gap.End, gap.End}
}

// childAt is the index of the first child that ends after offset.
func childAt(offset uint32, children []node) int {
	i, _ := slices.BinarySearchFunc(children, offset, func(n node, at uint32) int {
		return cmp.Compare(n.End, at+1)
	})
	return i
}

func insideChild(line Span, children []node) bool {
	i := childAt(line.Start, children)
	return i < len(children) && children[i].Start < line.Start && line.End <= children[i].End
}

func hasError(s Span, children []node) bool {
	for i := childAt(s.Start, children); i < len(children) && children[i].Start < s.End; i++ {
		if children[i].hasError {
			return true
		}
	}
	return false
}

// trimSpan cuts blanks at both ends.
func trimSpan(s Span, text []byte) Span {
	inner := s.Text(text)
	left := len(inner) - len(bytes.TrimLeft(inner, blank))
	trimmed := trimBlank(inner)
	return Span{s.Start + uint32(left), s.Start + uint32(left+len(trimmed))}
}
