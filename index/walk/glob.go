package walk

import "strings"

// glob is the part of a pattern from its first wildcard on.
type glob []op

type op struct {
	kind opKind
	text string   // of literal
	set  *charset // of one
}

type opKind uint8

const (
	literal opKind = iota
	one            // one byte of set
	star           // * : any bytes but a slash
	dirs           // **/ : nothing, or any bytes and a slash
	all            // ** at the end: any bytes
)

// parseGlob reads a glob; ok is false when it is broken, for then git lets it match nothing.
func parseGlob(s string, fold bool) (g glob, ok bool) {
	for i := 0; i < len(s); {
		switch s[i] {
		case '\\':
			if i+1 == len(s) {
				return nil, false
			}
			g = g.literal(s[i+1 : i+2])
			i += 2
		case '?':
			g = append(g, op{kind: one, set: anyChar})
			i++
		case '[':
			set, n, ok := parseClass(s[i:], fold)
			if !ok {
				return nil, false
			}
			g = append(g, op{kind: one, set: set})
			i += n
		case '*':
			kind, n := parseStars(s, i)
			g = append(g, op{kind: kind})
			i += n
		default:
			g = g.literal(s[i : i+1])
			i++
		}
	}
	return g, true
}

func (g glob) literal(s string) glob {
	if n := len(g); n > 0 && g[n-1].kind == literal {
		g[n-1].text += s
		return g
	}
	return append(g, op{kind: literal, text: s})
}

// parseStars reads the run of stars at s[i:]. Two or more cross slashes, but only where
// they fill a segment.
func parseStars(s string, i int) (kind opKind, n int) {
	end := i
	for end < len(s) && s[end] == '*' {
		end++
	}
	n = end - i
	rest := s[end:]
	if n < 2 || i > 0 && s[i-1] != '/' {
		return star, n
	}
	switch {
	case strings.HasPrefix(rest, "/"):
		return dirs, n + 1
	case rest == "", strings.HasPrefix(rest, `\/`):
		return all, n
	}
	return star, n
}

// matches takes time of at most the square of len(text) times len(g), whatever a
// stranger's ignore file says: only the latest star and the latest op that crosses
// slashes are ever tried again. That suffices, because a star cannot pass the slash at the
// end of its segment, and what an earlier star of the segment or an earlier ** could take,
// the latest can take as well.
func (g glob) matches(text string) bool {
	i, t := 0, 0
	starOp, starAt := -1, 0
	deepOp, deepAt := -1, 0
	for {
		if i == len(g) {
			if t == len(text) {
				return true
			}
		} else if o := &g[i]; o.kind == star {
			i++
			starOp, starAt = i, t
			continue
		} else if o.kind == dirs || o.kind == all {
			i++
			deepOp, deepAt = i, t
			starOp = -1
			continue
		} else if n := o.takes(text[t:]); n > 0 {
			i++
			t += n
			continue
		}

		if starOp >= 0 && starAt < len(text) && text[starAt] != '/' {
			starAt++
			i, t = starOp, starAt
			continue
		}
		if deepOp < 0 {
			return false
		}
		n := g[deepOp-1].skip(text[deepAt:])
		if n == 0 {
			return false
		}
		deepAt += n
		starOp = -1
		i, t = deepOp, deepAt
	}
}

// takes is how many bytes of text a literal or one consumes, 0 when it does not match.
func (o *op) takes(text string) int {
	if o.kind == literal {
		if strings.HasPrefix(text, o.text) {
			return len(o.text)
		}
		return 0
	}
	if text != "" && o.set.has(text[0]) {
		return 1
	}
	return 0
}

// skip is how many bytes more a dirs or all takes when it is tried again, 0 for no more.
func (o *op) skip(text string) int {
	if o.kind == dirs {
		return strings.IndexByte(text, '/') + 1
	}
	return min(len(text), 1)
}
