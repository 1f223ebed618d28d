package chunker

import (
	"regexp"
	"strings"

	sitter "github.com/smacker/go-tree-sitter"
)

// eachPattern finds a pattern that begins with a wildcard, behind a line "; each: a b".
var eachPattern = regexp.MustCompile(`(?m)^; each: (.*)\n\(_`)

// expandEach writes a pattern behind "; each: a b" once for a and once for b in the place of its
// leading wildcard; a name that the grammar does not have is left out. A pattern that may begin
// at any node has to be tried at every node (see rootsOf).
func expandEach(source string, grammar *sitter.Language) string {
	var out strings.Builder
	for {
		at := eachPattern.FindStringSubmatchIndex(source)
		if at == nil {
			out.WriteString(source)
			return out.String()
		}
		out.WriteString(source[:at[0]])
		r := rootReader{rest: source[at[1]:]}
		if !r.close() || !r.suffix() {
			out.WriteString(source[at[0]:]) // not a pattern: the compiler says where
			return out.String()
		}
		body := source[at[1] : len(source)-len(r.rest)]
		for name := range strings.FieldsSeq(source[at[2]:at[3]]) {
			if name == "ERROR" || hasNode(grammar, name) {
				out.WriteString("(" + name + body + "\n")
			}
		}
		source = r.rest
	}
}

func hasNode(grammar *sitter.Language, name string) bool {
	for symbol := range sitter.Symbol(grammar.SymbolCount()) {
		if grammar.SymbolType(symbol) == sitter.SymbolTypeRegular && grammar.SymbolName(symbol) == name {
			return true
		}
	}
	return false
}
