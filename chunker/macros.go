package chunker

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
)

// maskMacros blanks what only the preprocessor can read out of C and C++: macros that stand
// beside the declaration (EXPORT, __init, WINAPI, __BEGIN_DECLS, __nonnull((1))). The grammars
// take them for types or names: "class EXPORT Foo {" is a function to them, "int x __read_mostly;"
// declares a variable __read_mostly. The result is as long as text and serves the parser only.
// It looks at declarations, never into the bodies of functions, and what it takes for a macro
// is in capitals or begins with two underscores, next to a type that is left.
func maskMacros(text []byte) []byte {
	m := macroScanner{text: text}
	m.scan()
	if m.out == nil {
		return text
	}
	return m.out
}

// macrosBeside are the macros that maskMacros has blanked and that belong to a declaration:
// EXPORT does, __BEGIN_DECLS stands for itself.
func macrosBeside(text, source []byte) []Span {
	var all []Span
	for i := 0; i < len(text); i++ {
		if text[i] == source[i] {
			continue
		}
		start := i
		for i < len(text) && text[i] != source[i] {
			i++
		}
		if s := (Span{uint32(start), uint32(i)}); !macroAlone.Match(s.Text(text)) {
			all = append(all, s)
		}
	}
	return all
}

type macroScanner struct {
	text, out []byte
	run       []macroWord // words with nothing but blanks, * and & between
	before    byte        // what stands before the run
	classLike bool        // the statement has said class, struct, union or namespace
	enum      bool        // the statement has said enum
	code      []bool      // for each open brace: whether statements stand in it
}

type macroWord struct {
	Span
	lineStart bool
	text      string
	star      bool // * or & behind it
}

var (
	// Of two names in capitals this is the macro, and the other one the type.
	macroRole = regexp.MustCompile(`API|EXPORT|EXTERN|IMPORT|CALL|DECL|PUBLIC|PRIVATE|INLINE|STATIC|VISIB|DEPRECATED|AVAILABLE|^__`)
	// It belongs to no declaration, though it stands in front of one.
	macroAlone = regexp.MustCompile(`BEGIN|END|NAMESPACE|^Q_(?:OBJECT|GADGET)$`)
	// struct x {...} __packed; but typedef struct {...} __x;
	layoutMacro = regexp.MustCompile(`^_+(?:packed|aligned|cacheline|randomize|read_mostly|ro_after_init|initdata|initconst)`)
	// Between the parameters and the body.
	functionTail = regexp.MustCompile(`^(?:const|volatile|noexcept|override|final|mutable|try)$`)

	classWords   = []string{"class", "struct", "union", "enum", "typename"}
	cPrimitives  = []string{"void", "char", "short", "int", "long", "float", "double", "signed", "unsigned", "bool", "_Bool", "auto"}
	cSpecifiers  = []string{"extern", "static", "inline", "const", "volatile", "register", "typedef", "constexpr", "consteval", "constinit", "virtual", "explicit", "friend", "mutable", "template", "using", "namespace", "public", "private", "protected", "operator", "restrict", "thread_local", "_Noreturn", "_Thread_local", "__extension__", "__inline", "__inline__", "__restrict", "__const", "__volatile__", "__attribute__", "__declspec", "__asm__", "__asm", "__typeof__", "__alignof__", "__cdecl", "__stdcall", "__fastcall", "__thiscall", "__vectorcall"}
	identRest    = func(c byte) bool { return c == '_' || c >= 0x80 || c >= '0' && c <= '9' || identStart(c) }
	identStart   = func(c byte) bool { return c == '_' || c >= 0x80 || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
	statementEnd = []byte(";{}")
)

func (m *macroScanner) scan() {
	text := m.text
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '\n' || bytes.IndexByte([]byte(blank), c) >= 0 || c == '\\':
			i++
		case bytes.HasPrefix(text[i:], []byte("//")), bytes.HasPrefix(text[i:], []byte("/*")):
			i = skipComment(text, i)
		case c == '#' && startsLine(uint32(i), text):
			m.end('#', i)
			i = skipDirective(text, i)
		case c == '"' || c == '\'':
			m.end(c, i)
			m.before = c
			i = skipLiteral(text, i)
		case identStart(c):
			i = m.word(i)
		case c >= '0' && c <= '9':
			for i < len(text) && (identRest(text[i]) || text[i] == '.' || text[i] == '\'') {
				i++
			}
			m.end('0', i)
			m.before = '0'
		case (c == '*' || c == '&') && len(m.run) > 0:
			m.run[len(m.run)-1].star = true
			i++
		default:
			i = m.punctuation(c, i)
		}
	}
	m.end('#', len(text))
}

// word reads one word; a qualified name and its template arguments are one.
func (m *macroScanner) word(i int) int {
	start := i
	if m.inCode() {
		for i < len(m.text) && identRest(m.text[i]) {
			i++
		}
		return i
	}
	for i < len(m.text) && identRest(m.text[i]) {
		i++
	}
	for bytes.HasPrefix(m.text[i:], []byte("::")) && i+2 < len(m.text) && identStart(m.text[i+2]) {
		for i += 2; i < len(m.text) && identRest(m.text[i]); {
			i++
		}
	}
	w := macroWord{Span: Span{uint32(start), uint32(i)}, text: string(m.text[start:i]), lineStart: start == 0 || m.text[start-1] == '\n'}
	m.run = append(m.run, w)
	switch w.text {
	case "class", "struct", "union", "namespace":
		m.classLike = true
	case "enum":
		m.enum = true
	}
	if w.text == "template" {
		if n := len(m.run); n == 2 && m.run[0].text == "extern" {
			m.mask(m.run[0].Span) // the grammar knows template class A<int>; only without it
		}
		i += len(m.text[i:]) - len(bytes.TrimLeft(m.text[i:], blank))
	}
	if i < len(m.text) && m.text[i] == '<' && !m.inCode() {
		i = skipArguments(m.text, i)
	}
	return i
}

func (m *macroScanner) punctuation(c byte, i int) int {
	next := m.end(c, i)
	if next > i {
		m.before = ')'
		return next
	}
	switch c {
	case '{':
		declares := (m.classLike && m.before != ')' && !m.enum) || m.before == '"'
		m.code = append(m.code, m.inCode() || !declares)
	case '}':
		if len(m.code) > 0 {
			m.code = m.code[:len(m.code)-1]
		}
		// Braces that #if leaves open end with the function.
		for i > 0 && m.text[i-1] == '\n' && m.inCode() {
			m.code = m.code[:len(m.code)-1]
		}
	}
	if bytes.IndexByte(statementEnd, c) >= 0 {
		m.classLike, m.enum = false, false
	}
	m.before = c
	return i + 1
}

func (m *macroScanner) inCode() bool { return len(m.code) > 0 && m.code[len(m.code)-1] }

// end masks the macros among the words of a run that ends at offset i with the byte c ('#' is
// a directive or the end). It returns where to go on when it has masked a macro's arguments.
func (m *macroScanner) end(c byte, i int) int {
	run := m.run
	m.run = m.run[:0]
	if len(run) == 0 || m.inCode() {
		if c == '{' && len(run) > 0 {
			m.before = 'w'
		}
		return 0
	}
	if (m.before == ')' || m.before == ']' || m.before == '}' && layoutMacro.MatchString(run[0].text)) && m.onlyTail(run) && !run[0].lineStart {
		return m.maskTail(run, c, i)
	}
	// __END_DECLS before a directive, INLINE ~Foo()
	if (c == '#' || c == '~') && len(run) == 1 && isMacro(run[0]) {
		m.mask(run[0].Span)
		return 0
	}
	if (c == '{' || c == ':') && m.maskClassHead(run) {
		m.before = 'w'
		return 0
	}
	if last := len(run) - 1; last >= 2 && c != '(' || last >= 2 && isUnderscored(run[last].text) {
		if next, masked := m.maskBehindName(run, c, i); masked {
			if next > 0 {
				return next
			}
			run = run[:last]
		}
	}
	if m.before == '(' && c == ')' && len(run) == 2 && nextByte(m.text, i+1) == '(' && isMacro(run[0]) {
		m.mask(run[0].Span) // typedef void (WINAPI *f)(int)
		return 0
	}
	m.maskSpecifiers(run)
	m.before = 'w'
	return 0
}

func isUnderscored(name string) bool {
	return len(name) > 2 && name[:2] == "__" && !slices.Contains(cSpecifiers, name)
}

// isMacro reports whether a word may be a macro beside a declaration.
func isMacro(w macroWord) bool {
	return isMacroName(w.text) && !slices.Contains(cSpecifiers, w.text)
}

// isMacroName reports whether people give such a name to macros only: EXPORT, __init.
func isMacroName(name string) bool {
	if len(name) < 2 || isUnderscored(name) {
		return len(name) > 2
	}
	return strings.IndexFunc(name, func(r rune) bool { return r != '_' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') }) < 0
}

// onlyTail reports whether nothing but qualifiers and macros stand behind the parameters.
func (m *macroScanner) onlyTail(run []macroWord) bool {
	for _, w := range run {
		if !functionTail.MatchString(w.text) && !isMacro(w) {
			return false
		}
	}
	return true
}

// maskTail masks int f(int) __THROW __nonnull ((1));
func (m *macroScanner) maskTail(run []macroWord, c byte, i int) int {
	next := 0
	last := run[len(run)-1]
	switch {
	case c == '(' && isMacro(last):
		next = skipParentheses(m.text, i)
		if follow := nextByte(m.text, next); next == 0 || !identStart(follow) && bytes.IndexByte([]byte(";{=:"), follow) < 0 {
			return 0
		}
		m.mask(Span{uint32(i), uint32(next)})
	case bytes.IndexByte([]byte(";{=:#"), c) < 0:
		return 0
	}
	for _, w := range run {
		if isMacro(w) {
			m.mask(w.Span)
		}
	}
	return next
}

// maskClassHead masks class EXPORT Foo FINAL {
func (m *macroScanner) maskClassHead(run []macroWord) bool {
	at := slices.IndexFunc(run, func(w macroWord) bool { return slices.Contains(classWords, w.text) })
	if at < 0 {
		return false
	}
	name := at
	for j := at + 1; j < len(run); j++ {
		if w := run[j]; w.text != "final" && w.text != "class" && (name == at || !isMacro(w) || isMacro(run[name])) {
			name = j
		}
	}
	for j, w := range run {
		if j != name && isMacro(w) {
			m.mask(w.Span)
		}
	}
	return true
}

// maskBehindName masks int x __read_mostly; and int x __aligned(8);
func (m *macroScanner) maskBehindName(run []macroWord, c byte, i int) (next int, masked bool) {
	last := len(run) - 1
	name := run[last-1]
	if !isMacro(run[last]) || isMacro(name) || isKeyword(name.text) || name.star || slices.Contains(classWords, run[last-2].text) {
		return 0, false
	}
	if !slices.ContainsFunc(run[:last-1], isType) {
		return 0, false
	}
	if c == '(' {
		next = skipParentheses(m.text, i)
		if next == 0 || bytes.IndexByte([]byte(";=,"), nextByte(m.text, next)) < 0 {
			return 0, false
		}
		m.mask(Span{uint32(i), uint32(next)})
	}
	m.mask(run[last].Span)
	return next, true
}

// maskSpecifiers masks EXPORT int WINAPI f( as long as a type is left.
func (m *macroScanner) maskSpecifiers(run []macroWord) {
	var macros []macroWord
	typed := false
	for j, w := range run[:len(run)-1] {
		switch {
		case j > 0 && slices.Contains(classWords, run[j-1].text):
			typed = true
		case isMacro(w):
			macros = append(macros, w)
		case isType(w) || slices.Contains([]string{"class", "struct", "union", "enum", "namespace", "template", "using", "public", "private", "protected", "explicit", "operator"}, w.text):
			typed = true
		}
	}
	if last := run[len(run)-1].text; isKeyword(last) {
		typed = true // Q_OBJECT public:
	}
	if !typed && len(macros) > 0 {
		keep := len(macros) - 1
		for j, w := range macros {
			if w.star || !macroRole.MatchString(w.text) {
				keep = j
			}
		}
		macros = slices.Delete(macros, keep, keep+1)
	}
	for _, w := range macros {
		m.mask(w.Span)
	}
}

func isKeyword(word string) bool {
	return slices.Contains(cSpecifiers, word) || slices.Contains(cPrimitives, word) || slices.Contains(classWords, word)
}

// isType reports whether a word can be the type of a declaration.
func isType(w macroWord) bool {
	return slices.Contains(cPrimitives, w.text) || slices.Contains(classWords, w.text) || !slices.Contains(cSpecifiers, w.text) && !isMacro(w)
}

func (m *macroScanner) mask(s Span) {
	if m.out == nil {
		m.out = bytes.Clone(m.text)
	}
	for i := s.Start; i < s.End; i++ {
		if m.out[i] != '\n' && m.out[i] != '\r' {
			m.out[i] = ' '
		}
	}
}
