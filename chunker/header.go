package chunker

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
)

// What only C++ says. A .h file that says it is a C++ header (docs/languages.md).
var cppOnly = regexp.MustCompile(`(?m)` +
	`^\s*(?:template\s*<|(?:inline\s+)?namespace(?:\s+[\w:]+)?\s*\{|using\s+(?:namespace\s+)?[A-Za-z_]\w*\s*(?:=|::|;)|namespace\s+\w+\s*=)` +
	`|^\s*class\s+(?:\w+\s+|\w+\([^)]*\)\s*)*\w+\s*(?:final\s*)?(?:[;{:]|$)` +
	`|^\s*enum\s+(?:class|struct)\s+\w` +
	`|^\s*(?:public|private|protected)\s*(?:\w+\s*)?:(?:[^:]|$)` +
	`|\b(?:struct|union)\s+(?:\w+\s+)?\w+\s*(?:final\s*)?:\s*(?:public|private|protected|virtual)\b` +
	`|[A-Za-z_]\w*(?:<[^<>;{}]*>)?\s*::\s*~?[A-Za-z_]` +
	`|\boperator\s*(?:[-+*/%^&|~!=<>,]|\(\s*\)|\[\s*\]|new\b|delete\b|bool\b)` +
	`|\b(?:static_cast|dynamic_cast|reinterpret_cast|const_cast|decltype|consteval|constinit|typename|noexcept)\b` +
	`|^\s*(?:virtual|explicit|friend|mutable|constexpr)\s+[~\w]` +
	`|\b(?:const|\))\s*(?:override|final)\s*[;{]`)

// The standard library's headers have no extension.
var cppInclude = regexp.MustCompile(`^[ \t]*#[ \t]*include[ \t]*<[a-z_]+>`)

var (
	cppGuard  = regexp.MustCompile(`^[ \t]*#[ \t]*(?:ifdef[ \t]+__cplusplus\b|if[ \t]+(?:defined\b[ \t(]*)?__cplusplus\b)`)
	directive = regexp.MustCompile(`^[ \t]*#[ \t]*([a-z]*)`)
)

// maxHeader is how much of a header is asked, in bytes: C++ says so early.
const maxHeader = 128 << 10

// cLanguage is C for every .c file; a .h file may be either.
func cLanguage(name string, text []byte) string {
	if strings.HasSuffix(strings.ToLower(name), ".h") {
		return headerLanguage(text)
	}
	return "c"
}

// headerLanguage is "cpp" for a text that only C++ can be, else "c". What stands between
// #ifdef __cplusplus and #endif says only that C++ may read the header, unless nothing else
// is there.
func headerLanguage(text []byte) string {
	text = text[:min(len(text), maxHeader)]
	common, guarded := splitHeader(codeOnly(text))
	if saysCpp(common) || bytes.IndexByte(common, ';') < 0 && saysCpp(guarded) {
		return "cpp"
	}
	return "c"
}

// cppWords are the words of which one stands in whatever cppOnly matches. To look for them takes
// a tenth of the expression's time, and Linux has 185 MB of headers.
var cppWords = func() (words [][]byte) {
	for word := range strings.FieldsSeq("template namespace using class public private protected :: operator _cast " +
		"decltype consteval constinit typename noexcept virtual explicit friend mutable constexpr override final") {
		words = append(words, []byte(word))
	}
	return append(words, []byte("enum struct"))
}()

func saysCpp(code []byte) bool {
	return slices.ContainsFunc(cppWords, func(word []byte) bool { return bytes.Contains(code, word) }) && cppOnly.Match(code)
}

// codeOnly is text without comments, strings and characters, whose words say nothing about the
// language. Line ends stay, so that directives keep their place.
func codeOnly(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		plain := bytes.IndexAny(text[i:], `/"'`)
		if plain < 0 {
			return append(out, text[i:]...)
		}
		out = append(out, text[i:i+plain]...)
		i += plain
		end := i + 1
		switch rest := text[i:]; {
		case bytes.HasPrefix(rest, []byte("//")), bytes.HasPrefix(rest, []byte("/*")):
			end = skipComment(text, i)
		case rest[0] != '/':
			end = skipLiteral(text, i)
		default:
			out = append(out, '/')
			i = end
			continue
		}
		out = append(out, ' ')
		out = append(out, bytes.Repeat([]byte("\n"), bytes.Count(text[i:end], []byte("\n")))...)
		i = end
	}
	return out
}

// splitHeader parts the code that C sees, too, from that which only C++ sees. Preprocessor
// lines belong to neither, but a header of C++'s library speaks for itself.
func splitHeader(text []byte) (common, guarded []byte) {
	var inCpp []bool // for each open #if: whether only C++ sees what follows
	only := func() bool { return len(inCpp) > 0 && inCpp[len(inCpp)-1] }
	joined := false
	for line := range bytes.Lines(text) {
		var word [][]byte
		if bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte("#")) {
			word = directive.FindSubmatch(line)
		}
		if word == nil && !joined {
			if only() {
				guarded = append(guarded, line...)
			} else {
				common = append(common, line...)
			}
			continue
		}
		joined = bytes.HasSuffix(bytes.TrimRight(line, "\r\n"), []byte("\\"))
		if word == nil {
			continue
		}
		switch string(word[1]) {
		case "if", "ifdef", "ifndef":
			inCpp = append(inCpp, only() || cppGuard.Match(line))
		case "else", "elif":
			if n := len(inCpp); n > 0 {
				inCpp[n-1] = n > 1 && inCpp[n-2]
			}
		case "endif":
			if n := len(inCpp); n > 0 {
				inCpp = inCpp[:n-1]
			}
		case "include":
			if cppInclude.Match(line) && !only() {
				common = append(common, "\nusing namespace std;\n"...)
			}
		}
	}
	return common, guarded
}
