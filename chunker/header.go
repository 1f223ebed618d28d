package chunker

import (
	"bytes"
	"regexp"
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
	common, guarded := splitHeader(cNonCode.ReplaceAllFunc(text, keepLines))
	if cppOnly.Match(common) || bytes.IndexByte(common, ';') < 0 && cppOnly.Match(guarded) {
		return "cpp"
	}
	return "c"
}

// splitHeader parts the code that C sees, too, from that which only C++ sees. Preprocessor
// lines belong to neither, but a header of C++'s library speaks for itself.
func splitHeader(text []byte) (common, guarded []byte) {
	var inCpp []bool // for each open #if: whether only C++ sees what follows
	only := func() bool { return len(inCpp) > 0 && inCpp[len(inCpp)-1] }
	joined := false
	for line := range bytes.Lines(text) {
		word := directive.FindSubmatch(line)
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

// cNonCode matches comments, strings and characters, whose words say nothing about the language.
var cNonCode = regexp.MustCompile(`(?s)/\*.*?\*/|//[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\[^\n]{1,10})'`)

// keepLines is what stays of a comment: its line ends, so that directives keep their place.
func keepLines(comment []byte) []byte {
	return append([]byte(" "), bytes.Repeat([]byte("\n"), bytes.Count(comment, []byte("\n")))...)
}
