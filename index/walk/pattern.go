package walk

import "strings"

// pattern is one line of an ignore file.
type pattern struct {
	negate  bool
	dirOnly bool
	// byPath: matched against the path below the folder of the list, else against the last name.
	byPath bool
	// prefix is the part before the first wildcard; all of it when glob is nil.
	prefix string
	// suffix is X of a pattern *X without further wildcards, the commonest kind.
	suffix string
	glob   glob
}

const wildcards = `*?[\`

// parsePattern compiles one line; ok is false for a line that can never match anything.
func parsePattern(line string, fold bool) (p pattern, ok bool) {
	if fold {
		line = lower(line)
	}
	if rest, found := strings.CutPrefix(line, "!"); found {
		p.negate, line = true, rest
	}
	if rest, found := strings.CutSuffix(line, "/"); found {
		p.dirOnly, line = true, rest
	}
	p.byPath = strings.Contains(line, "/")
	line = strings.TrimPrefix(line, "/")
	if line == "" {
		return p, false
	}
	wild := strings.IndexAny(line, wildcards)
	if wild < 0 {
		p.prefix = line
		return p, true
	}
	if !p.byPath && line[0] == '*' && len(line) > 1 && !strings.ContainsAny(line[1:], wildcards) {
		p.suffix = line[1:]
		return p, true
	}
	p.prefix = line[:wild]
	// Git too takes the literal prefix away first, so that a ** right behind it counts as
	// standing at the start of a segment: a/b** matches a/bc/d.
	p.glob, ok = parseGlob(line[wild:], fold)
	return p, ok
}

// matches tells for a name, and its path below the folder of the list.
func (p *pattern) matches(path, name string) bool {
	if p.suffix != "" {
		return strings.HasSuffix(name, p.suffix)
	}
	text := name
	if p.byPath {
		text = path
	}
	rest, found := strings.CutPrefix(text, p.prefix)
	if !found {
		return false
	}
	if p.glob == nil {
		return rest == ""
	}
	return p.glob.matches(rest)
}

// lower folds ASCII letters only, as git does with core.ignoreCase.
func lower(s string) string {
	first := strings.IndexFunc(s, func(r rune) bool { return 'A' <= r && r <= 'Z' })
	if first < 0 {
		return s
	}
	b := []byte(s) // by bytes: a file name need not be UTF-8
	for i := first; i < len(b); i++ {
		if 'A' <= b[i] && b[i] <= 'Z' {
			b[i] += 'a' - 'A'
		}
	}
	return string(b)
}
