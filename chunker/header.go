package chunker

import "regexp"

// What only C++ says. A .h file that says it is a C++ header (docs/languages.md).
var cppOnly = regexp.MustCompile(`(?m)^\s*(?:class|template|namespace|using|public|private|protected)\b|\b(?:std|[A-Za-z_]\w*)::[A-Za-z_~]|\b(?:constexpr|nullptr|static_cast|virtual)\b`)

// headerLanguage is "cpp" for a text that only C++ can be, else "c".
func headerLanguage(text []byte) string {
	if cppOnly.Match(cNonCode.ReplaceAll(text, []byte(" "))) {
		return "cpp"
	}
	return "c"
}

// cNonCode matches comments and strings, whose words say nothing about the language.
var cNonCode = regexp.MustCompile(`(?s)/\*.*?\*/|//[^\n]*|"(?:[^"\\\n]|\\.)*"`)
