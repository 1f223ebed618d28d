package chunker

import (
	"bytes"
	"regexp"
)

var (
	phpEnum = regexp.MustCompile(`(?i)\benum\s+[^\s{}();:=,$]+(?:\s*:\s*\w+)?(?:\s+implements\s[^{}();=$]*)?\s*\{`)
	// Modifiers, the word const and a type, then the name.
	phpConstant = regexp.MustCompile(`^(?i:(?:(?:final|public|protected|private)\s+)*const\s+(?:[?\w|\\]+\s+)?)[^\s=;,(){}]+\s*=[^=>]`)
)

// maskEnumConstants writes "case A;" for "public const A = 1;" in the enums of PHP, at the same
// length: the grammar knows no constants there and ends the enum at the first one. The result
// serves the parser only; the query tells constants from cases by the file's own text.
func maskEnumConstants(text []byte) []byte {
	out := text
	for _, head := range phpEnum.FindAllIndex(text, -1) {
		depth := 1
		for i := head[1]; i < len(text) && depth > 0; i++ {
			switch c := text[i]; {
			case c == '{':
				depth++
			case c == '}':
				depth--
			case c == '\'' || c == '"' || c == '/' || c == '#':
				i = skipPHP(text, i)
			case depth == 1 && identStart(c) && !identRest(text[i-1]):
				constant := phpConstant.Find(text[i:])
				if constant == nil {
					continue
				}
				if &out[0] == &text[0] {
					out = bytes.Clone(text)
				}
				name := bytes.TrimRight(constant[:bytes.IndexByte(constant, '=')], blank)
				hide(out[i : i+bytes.LastIndexAny(name, blank)])
				copy(out[i:], "case")
				value := i + len(name)
				for i = value; i < len(text) && text[i] != ';'; i++ {
					i = skipPHP(text, i)
				}
				hide(out[value:min(i, len(text))])
			}
		}
	}
	return out
}

// hide blanks code and keeps its lines.
func hide(code []byte) {
	for i, c := range code {
		if c != '\n' && c != '\r' {
			code[i] = ' '
		}
	}
}

// skipPHP is the last byte of the string or comment that begins at i, or i.
func skipPHP(text []byte, i int) int {
	rest := text[i:]
	end := -1
	switch {
	case rest[0] == '\'' || rest[0] == '"':
		for j := 1; j < len(rest); j++ {
			if rest[j] == '\\' {
				j++
			} else if rest[j] == rest[0] {
				return i + j
			}
		}
	case bytes.HasPrefix(rest, []byte("/*")):
		if end = bytes.Index(rest, []byte("*/")); end > 0 {
			end++
		}
	case bytes.HasPrefix(rest, []byte("//")), rest[0] == '#' && !bytes.HasPrefix(rest, []byte("#[")):
		end = bytes.IndexByte(rest, '\n')
	default:
		return i
	}
	if end < 0 {
		return len(text) - 1
	}
	return i + end
}
