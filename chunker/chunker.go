package chunker

import (
	"bytes"
	"fmt"
	"runtime/debug"
	"time"
)

// Defaults of the budgets that a user can set.
const (
	// DefaultMaxFileSize is the size in bytes over which a file is not read at all ([TooLarge]).
	DefaultMaxFileSize = 4 << 20
	// DefaultParseBudget is the CPU time a parse may take before the file gets blocks ([ParseTimeout]).
	DefaultParseBudget = 2 * time.Second
)

// Chunker chunks files one after the other. It is not safe for concurrent use, and it holds
// C memory: its owner calls Close.
type Chunker struct {
	parser *parser
}

// New returns a Chunker to be closed by the caller.
func New() *Chunker { return &Chunker{newParser()} }

// Close frees the parser. The Chunker is of no use afterwards.
func (c *Chunker) Close() { c.parser.close() }

// Trim gives memory of earlier files back to the system. It may be called while another goroutine
// chunks, and takes some milliseconds.
func Trim() {
	debug.FreeOSMemory()
	trimC()
}

// Chunk finds the chunks of text. A nil language, and a parse that runs over budget, give
// blocks and the reason. The error says that the language's own query is broken; it never
// comes from text.
func (c *Chunker) Chunk(language *Language, text []byte, budget time.Duration) (File, error) {
	if language == nil {
		return Blocks(text, UnsupportedLanguage), nil
	}
	q, err := language.compiled()
	if err != nil {
		return File{}, fmt.Errorf("chunker: %w", err)
	}
	source := text
	if language.prepare != nil {
		source = language.prepare(text)
	}
	t, ok := c.parser.parse(language.grammar(), q, source, budget)
	if !ok {
		return Blocks(text, ParseTimeout), nil
	}
	if language.beside != nil {
		t.masked = language.beside(text, source)
	}
	return assemble(language, q, t, text), nil
}

// Blocks is what a file gets when no syntax tree of it is to be had: a block for each run of
// lines between blank lines.
func Blocks(text []byte, reason Reason) File {
	f := File{Reason: reason}
	f.Chunks = blocks(text, nil, nil)
	number(f.Chunks)
	return f
}

// utf8BOM may begin a file; it belongs to no chunk.
var utf8BOM = []byte("\xef\xbb\xbf")

// contentStart is the offset behind a byte order mark.
func contentStart(text []byte) uint32 {
	if bytes.HasPrefix(text, utf8BOM) {
		return uint32(len(utf8BOM))
	}
	return 0
}
