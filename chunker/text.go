package chunker

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"
)

// maxSignature is where the signature of a declaration without a body is cut, in bytes: a table
// of 500 constants is no signature.
const maxSignature = 400

// Content is the text of the chunk's Range, exactly. It shares text's memory.
func (c *Chunk) Content(text []byte) []byte { return c.Range.Text(text) }

// Hash is the SHA-256 of Content as 64 hexadecimal digits.
func (c *Chunk) Hash(text []byte) string {
	sum := sha256.Sum256(c.Content(text))
	return hex.EncodeToString(sum[:])
}

// Signature is the declaration on one line, without decorators, attributes and body. Blocks
// have none.
func (c *Chunk) Signature(text []byte) string {
	if c.Kind == Block {
		return ""
	}
	if c.Symbols != nil && c.Kind != Function && c.Kind != Method {
		return c.groupSignature(text)
	}
	end := max(c.Tail, c.Head)
	if !c.Body.IsZero() && c.Body.Start > c.Head {
		end = c.Body.Start
	}
	cut := min(end, c.Head+maxSignature)
	line := strings.Join(strings.Fields(valid(text[c.Head:cut])), " ")
	if !c.Body.IsZero() && c.Body.End <= c.Selection.Start {
		// typedef struct {...} Name
		line += " " + strings.Join(strings.Fields(valid(text[c.Body.End:max(c.Body.End, c.Tail)])), " ")
	}
	if cut < end {
		return line + " ..."
	}
	return strings.TrimRight(line, " {:=;,\\")
}

// groupSignature lists the names of a declaration of several: "const (A, B)".
func (c *Chunk) groupSignature(text []byte) string {
	end := c.Selection.Start
	if !c.Body.IsZero() && c.Body.Start > c.Head {
		end = min(end, c.Body.Start)
	}
	keyword := strings.Join(strings.Fields(valid(text[c.Head:max(c.Head, end)])), " ")
	names := strings.Join(c.Symbols, ", ")
	before, grouped := strings.CutSuffix(keyword, "(")
	before = strings.TrimRight(before, " ([{*&$")
	if grouped && before != "" {
		return before + " (" + names + ")"
	}
	return strings.TrimSpace(before + " " + names)
}

// DocText is the text of the documentation without comment markers or quotes.
func (c *Chunk) DocText(text []byte) string {
	doc := valid(c.Doc.Text(text))
	if c.Doc.IsZero() {
		return ""
	}
	if quoted := docstring.FindStringSubmatch(doc); quoted != nil {
		doc = quoted[1] + quoted[2] + quoted[3] + quoted[4]
		return dedent(doc)
	}
	lines := strings.Split(strings.ReplaceAll(doc, "\r\n", "\n"), "\n")
	for i, line := range lines {
		line = strings.TrimSpace(line)
		line = strings.TrimSuffix(line, "*/")
		line = commentMarker.ReplaceAllString(line, "")
		lines[i] = strings.TrimRight(line, " \t")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

var (
	docstring     = regexp.MustCompile(`(?s)^[rRuUbBfF]*(?:"""(.*)"""|'''(.*)'''|"(.*)"|'(.*)')$`)
	commentMarker = regexp.MustCompile(`^(?:/\*+!?|\*+|//[/!]*|#+!?|--+|;+|%+|\(\*+|<!--|=begin\b|=end\b) ?`)
)

// dedent cuts the indentation that all lines but the first share, as Python's
// inspect.cleandoc does (PEP 257).
func dedent(doc string) string {
	lines := strings.Split(strings.ReplaceAll(doc, "\r\n", "\n"), "\n")
	margin := -1
	for _, line := range lines[1:] {
		if rest := strings.TrimLeft(line, " \t"); rest != "" && (margin < 0 || len(line)-len(rest) < margin) {
			margin = len(line) - len(rest)
		}
	}
	for i, line := range lines {
		if i > 0 && margin > 0 {
			line = line[min(margin, len(line)):]
		}
		lines[i] = strings.TrimRight(line, " \t")
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// Folded is the content of chunk i with the bodies of its child chunks replaced by the
// ellipsis, a comment of the file's language.
func (f *File) Folded(i int, text []byte, ellipsis string) string {
	c := &f.Chunks[i]
	var b strings.Builder
	at := c.Range.Start
	for j := i + 1; j < len(f.Chunks) && f.Chunks[j].Range.Start < c.Range.End; j++ {
		body := f.Chunks[j].Body
		if body.IsZero() || body.Start < at || !c.Range.Contains(body) || c.Body == body {
			continue
		}
		b.WriteString(valid(text[at:body.Start]))
		b.WriteString(fold(body.Text(text), ellipsis))
		at = body.End
	}
	b.WriteString(valid(text[at:c.Range.End]))
	return b.String()
}

// fold keeps a body's braces, when it has them, around the ellipsis.
func fold(body []byte, ellipsis string) string {
	if len(body) < 2 || body[0] != '{' || body[len(body)-1] != '}' {
		return ellipsis
	}
	if slices.Contains([]string{"# ...", "-- ...", "// ..."}, ellipsis) {
		return "{ " + ellipsis + "\n}" // the comment would swallow the brace
	}
	return "{ " + ellipsis + " }"
}

// valid is text as a string that JSON can carry: what is not UTF-8 becomes U+FFFD.
func valid(text []byte) string { return string(bytes.ToValidUTF8(text, []byte("\uFFFD"))) }
