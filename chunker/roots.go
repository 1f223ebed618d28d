package chunker

import (
	"strings"

	sitter "github.com/smacker/go-tree-sitter"
)

// symbolSet has a bit for each symbol that a grammar can have.
type symbolSet [1 << 16 / 64]uint64

func (s *symbolSet) add(symbol sitter.Symbol) { s[symbol/64] |= 1 << (symbol % 64) }

// errorSymbol is the symbol of ERROR nodes (ts_builtin_sym_error).
const errorSymbol = 1<<16 - 1

// rootsOf finds the symbols of the nodes at which the query's patterns begin, so that the query
// need not be tried on any other. It is nil where a pattern may begin anywhere: at a wildcard, at a
// supertype, or with one of several siblings.
func rootsOf(q *query, grammar *sitter.Language) *symbolSet {
	for pattern := range q.compiled.PatternCount() {
		if !isRooted(q.compiled, pattern) {
			return nil
		}
	}
	r := rootReader{rest: q.source}
	if !r.readAll() {
		return nil
	}
	set := &symbolSet{}
	found := map[rootName]bool{{"ERROR", true}: true}
	set.add(errorSymbol)
	for symbol := range sitter.Symbol(grammar.SymbolCount()) {
		name := rootName{grammar.SymbolName(symbol), grammar.SymbolType(symbol) == sitter.SymbolTypeRegular}
		if r.names[name] && grammar.SymbolType(symbol) != sitter.SymbolTypeAuxiliary {
			set.add(symbol)
			found[name] = true
		}
	}
	for name := range r.names {
		if !found[name] {
			return nil // a supertype
		}
	}
	return set
}

// rootName names a kind of node: (name), or "name" for an anonymous one.
type rootName struct {
	name  string
	named bool
}

// rootReader reads as much of the query language as tells where patterns begin.
// https://tree-sitter.github.io/tree-sitter/using-parsers/queries/1-syntax.html
type rootReader struct {
	rest  string
	names map[rootName]bool
}

func (r *rootReader) readAll() bool {
	r.names = map[rootName]bool{}
	for r.skipBlank(); r.rest != ""; r.skipBlank() {
		if !r.pattern() {
			return false
		}
	}
	return true
}

// pattern reads one pattern with its captures; false where it may begin anywhere.
func (r *rootReader) pattern() bool {
	switch {
	case strings.HasPrefix(r.rest, `"`):
		r.names[rootName{r.quoted(), false}] = true
	case strings.HasPrefix(r.rest, "["):
		r.rest = r.rest[1:]
		for r.skipBlank(); !strings.HasPrefix(r.rest, "]"); r.skipBlank() {
			if r.rest == "" || !r.pattern() {
				return false
			}
		}
		r.rest = r.rest[1:]
	case strings.HasPrefix(r.rest, "("):
		if !r.parenthesis() {
			return false
		}
	default:
		return false
	}
	return r.suffix()
}

// parenthesis reads (node ...), or a group ((node ...) (#predicate ...)).
func (r *rootReader) parenthesis() bool {
	r.rest = r.rest[1:]
	r.skipBlank()
	if !strings.HasPrefix(r.rest, "(") && !strings.HasPrefix(r.rest, "[") && !strings.HasPrefix(r.rest, `"`) {
		name := r.word()
		if name == "" || name == "_" || name == "MISSING" {
			return false
		}
		r.names[rootName{name, true}] = true
		return r.close()
	}
	if !r.pattern() {
		return false
	}
	for r.skipBlank(); strings.HasPrefix(r.rest, "(#"); r.skipBlank() {
		r.rest = r.rest[1:]
		if !r.close() {
			return false
		}
	}
	if !strings.HasPrefix(r.rest, ")") {
		return false // siblings
	}
	r.rest = r.rest[1:]
	return true
}

// close skips what is left of a parenthesis that was opened.
func (r *rootReader) close() bool {
	for depth := 1; r.rest != ""; {
		switch r.rest[0] {
		case '(':
			depth++
		case ')':
			depth--
		case '"':
			r.quoted()
			continue
		case ';':
			r.skipBlank()
			continue
		}
		r.rest = r.rest[1:]
		if depth == 0 {
			return true
		}
	}
	return false
}

// suffix reads captures; a repeated pattern has no one root.
func (r *rootReader) suffix() bool {
	for r.skipBlank(); strings.HasPrefix(r.rest, "@"); r.skipBlank() {
		r.rest = r.rest[1:]
		r.word()
	}
	return r.rest == "" || !strings.ContainsRune("*+?", rune(r.rest[0]))
}

func (r *rootReader) word() string {
	end := strings.IndexAny(r.rest, " \t\r\n()[]\"@;")
	if end < 0 {
		end = len(r.rest)
	}
	word := r.rest[:end]
	r.rest = r.rest[end:]
	return word
}

func (r *rootReader) quoted() string {
	var b strings.Builder
	for i := 1; i < len(r.rest); i++ {
		switch r.rest[i] {
		case '"':
			r.rest = r.rest[i+1:]
			return b.String()
		case '\\':
			i++
		}
		if i < len(r.rest) {
			b.WriteByte(r.rest[i])
		}
	}
	r.rest = ""
	return b.String()
}

func (r *rootReader) skipBlank() {
	for {
		r.rest = strings.TrimLeft(r.rest, " \t\r\n")
		if !strings.HasPrefix(r.rest, ";") {
			return
		}
		_, r.rest, _ = strings.Cut(r.rest, "\n")
	}
}
