package chunker

import (
	"embed"
	"fmt"
	"regexp"
	"slices"
	"strings"

	sitter "github.com/smacker/go-tree-sitter"
)

// The vocabulary of the queries is described in queries/README.md.
//
//go:embed queries/*/chunks.scm
var queryFiles embed.FS

// definitionPrefix begins the captures that make a chunk: @definition.<kind>.
const definitionPrefix = "definition."

// helperCaptures are the captures besides @definition.<kind>. Those that start with "_" serve
// predicates only.
var helperCaptures = []string{"name", "until", "scope", "body", "doc", "comment", "wrapper", "wrapped", "lead", "behind", "local", "module", "prefix", "inside"}

// query is a language's compiled chunks.scm. It is immutable and may be shared.
type query struct {
	compiled     *sitter.Query
	captureNames []string
	predicates   [][]predicate  // by pattern
	literalNames map[int]string // pattern → (#set! name "...")
	strips       map[int]strip  // pattern → (#strip! @name "...")
	source       string
	roots        *symbolSet // of the nodes at which patterns begin; nil when that can't be told
}

// strip cuts what re matches off the front of a captured node.
type strip struct {
	capture string
	re      *regexp.Regexp
}

// predicate tests the text of one captured node.
type predicate struct {
	capture string
	negate  bool
	holds   func(text string, m *match, source []byte) bool
}

func readQuery(language string) (string, error) {
	source, err := queryFiles.ReadFile("queries/" + language + "/chunks.scm")
	if err != nil {
		return "", fmt.Errorf("query of %s: %w", language, err)
	}
	// "; inherits: a,b" on the first line, as editors write it.
	first, _, _ := strings.Cut(string(source), "\n")
	inherited, ok := strings.CutPrefix(first, "; inherits:")
	if !ok {
		return string(source), nil
	}
	var whole strings.Builder
	for parent := range strings.SplitSeq(inherited, ",") {
		text, err := readQuery(strings.TrimSpace(parent))
		if err != nil {
			return "", err
		}
		whole.WriteString(text)
		whole.WriteByte('\n')
	}
	whole.Write(source)
	return whole.String(), nil
}

// compileQuery rejects what the engine would silently not understand: unknown captures,
// kinds and predicates.
func compileQuery(language string, grammar *sitter.Language) (*query, error) {
	source, err := readQuery(language)
	if err != nil {
		return nil, err
	}
	source = expandEach(source, grammar)
	compiled, err := sitter.NewQuery([]byte(source), grammar)
	if err != nil {
		return nil, fmt.Errorf("query of %s: %w", language, err)
	}
	q := &query{compiled: compiled, source: source, literalNames: map[int]string{}, strips: map[int]strip{}}
	for id := range compiled.CaptureCount() {
		name := compiled.CaptureNameForId(id)
		kind, isDefinition := strings.CutPrefix(name, definitionPrefix)
		if isDefinition && !Kind(kind).Known() || !isDefinition && !strings.HasPrefix(name, "_") && !slices.Contains(helperCaptures, name) {
			return nil, fmt.Errorf("query of %s: unknown capture @%s", language, name)
		}
		q.captureNames = append(q.captureNames, name)
	}
	for pattern := range compiled.PatternCount() {
		steps := compiled.PredicatesForPattern(pattern)
		var list []predicate
		for _, words := range splitPredicates(compiled, steps) {
			if words[0].text == "set!" && len(words) == 3 && words[1].text == "name" {
				q.literalNames[int(pattern)] = words[2].text
				continue
			}
			if words[0].text == "strip!" && len(words) == 3 && words[1].isCapture {
				re, err := regexp.Compile(`^(?:` + words[2].text + `)`)
				if err != nil {
					return nil, fmt.Errorf("query of %s, pattern %d: #strip!: %w", language, pattern, err)
				}
				q.strips[int(pattern)] = strip{words[1].text, re}
				continue
			}
			p, err := newPredicate(words)
			if err != nil {
				return nil, fmt.Errorf("query of %s, pattern %d: %w", language, pattern, err)
			}
			list = append(list, p)
		}
		q.predicates = append(q.predicates, list)
	}
	q.roots = rootsOf(q, grammar)
	return q, nil
}

// word is one operand of a predicate: a string, or a capture's name.
type word struct {
	text      string
	isCapture bool
}

func splitPredicates(q *sitter.Query, predicates [][]sitter.QueryPredicateStep) [][]word {
	var all [][]word
	for _, steps := range predicates {
		var words []word
		for _, step := range steps {
			switch step.Type {
			case sitter.QueryPredicateStepTypeCapture:
				words = append(words, word{q.CaptureNameForId(step.ValueId), true})
			case sitter.QueryPredicateStepTypeString:
				words = append(words, word{q.StringValueForId(step.ValueId), false})
			}
		}
		if len(words) > 0 {
			all = append(all, words)
		}
	}
	return all
}

func newPredicate(words []word) (predicate, error) {
	operator := words[0].text
	if len(words) < 3 || !words[1].isCapture {
		return predicate{}, fmt.Errorf("predicate #%s wants a capture and an operand", operator)
	}
	p := predicate{capture: words[1].text}
	base := operator
	if rest, ok := strings.CutPrefix(operator, "not-"); ok {
		p.negate, base = true, rest
	}
	switch base {
	case "eq?":
		operand := words[2]
		p.holds = func(text string, m *match, source []byte) bool {
			if !operand.isCapture {
				return text == operand.text
			}
			other, ok := m.capture(operand.text)
			return ok && text == string(other.Text(source))
		}
	case "match?":
		re, err := regexp.Compile(words[2].text)
		if err != nil {
			return predicate{}, fmt.Errorf("predicate #%s: %w", operator, err)
		}
		p.holds = func(text string, _ *match, _ []byte) bool { return re.MatchString(text) }
	case "any-of?":
		set := make([]string, 0, len(words)-2)
		for _, w := range words[2:] {
			set = append(set, w.text)
		}
		p.holds = func(text string, _ *match, _ []byte) bool { return slices.Contains(set, text) }
	default:
		return predicate{}, fmt.Errorf("unknown predicate #%s", operator)
	}
	return p, nil
}

// accepts reports whether all predicates of the match's pattern hold.
func (q *query) accepts(m *match, source []byte) bool {
	for _, p := range q.predicates[m.pattern] {
		c, ok := m.capture(p.capture)
		if ok && p.holds(string(c.Text(source)), m, source) == p.negate {
			return false
		}
	}
	return true
}

// strip applies the pattern's #strip! to the match's captures.
func (q *query) strip(m *match, source []byte) {
	s, ok := q.strips[m.pattern]
	if !ok {
		return
	}
	for i := range m.captures {
		c := &m.captures[i]
		if c.name == s.capture {
			c.Start += uint32(len(s.re.Find(c.Text(source))))
		}
	}
}

// capture is the first capture of that name.
func (m *match) capture(name string) (capture, bool) {
	for _, c := range m.captures {
		if c.name == name {
			return c, true
		}
	}
	return capture{}, false
}
