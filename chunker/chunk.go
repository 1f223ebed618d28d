package chunker

import "strconv"

// Chunk is one declaration of a file, or one run of other top-level code (kind [Block]).
type Chunk struct {
	Kind Kind
	// Name is the bare identifier; of several names the first; empty for unnamed chunks.
	Name string
	// Symbols are all the names, where one chunk declares more than one; else nil.
	Symbols []string
	// QualifiedName is Name behind the names of what encloses or qualifies it, joined by ".".
	QualifiedName string
	// Nth counts the chunks of this QualifiedName (or the unnamed ones) in the file, from 1.
	Nth int
	// Parent is the index in [File.Chunks] of the chunk around this one, or -1.
	Parent int

	// Range is everything an edit must replace: comments above, decorators, attributes,
	// wrappers such as export or template<...>, the declaration, a comment behind it on its line.
	Range Span
	// Declaration is Range without the leading comments.
	Declaration Span
	// Selection is the name; zero when there is none.
	Selection Span
	// Body is the body with its delimiters; zero when there is none.
	Body Span
	// Doc is the comment block above the declaration or the docstring inside; zero when there is none.
	Doc Span
	// Head is where the declaration starts behind its decorators and attributes.
	Head uint32
	// Tail is where the declaration ends before a comment behind it.
	Tail uint32

	// HasError says that the parser found a syntax error inside the declaration.
	HasError bool
}

// Reason says why a file has no chunks, or only chunks of kind [Block]. Its text is what
// chunk/status reports.
type Reason string

// All reasons of docs/protocol.md.
const (
	Ignored             Reason = "ignored"
	TooLarge            Reason = "tooLarge"
	Binary              Reason = "binary"
	UnsupportedLanguage Reason = "unsupportedLanguage"
	ParseTimeout        Reason = "parseTimeout"
	ParserCrashed       Reason = "parserCrashed"
	Unreadable          Reason = "unreadable"
	OutsideRoots        Reason = "outsideRoots"
	Secret              Reason = "secret"
)

// File is what a chunker found in one file.
type File struct {
	// Chunks stand in document order, parents before children.
	Chunks []Chunk
	// Package is the package clause or namespace that the file's text names, or "".
	Package string
	// Reason is empty, [ParseTimeout], [ParserCrashed] or [UnsupportedLanguage]; then all
	// chunks are blocks.
	Reason Reason
	// HasError says that the parser found a syntax error in the file.
	HasError bool
}

// ID is the identity of chunk i in a file at path (slash-separated, relative to its root):
// path#qualified.name, with ~2, ~3 for later namesakes and path#@1 for unnamed ones.
func (f *File) ID(path string, i int) string {
	c := &f.Chunks[i]
	switch {
	case c.QualifiedName == "" || c.Name == "":
		return path + "#@" + strconv.Itoa(c.Nth)
	case c.Nth > 1:
		return path + "#" + c.QualifiedName + "~" + strconv.Itoa(c.Nth)
	}
	return path + "#" + c.QualifiedName
}

// Names are the names that the chunk declares.
func (c *Chunk) Names() []string {
	switch {
	case c.Symbols != nil:
		return c.Symbols
	case c.Name != "":
		return []string{c.Name}
	}
	return nil
}
