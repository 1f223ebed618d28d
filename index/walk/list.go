package walk

import "strings"

// verdict is what a list of patterns says of a path.
type verdict uint8

const (
	undecided verdict = iota
	ignore
	keep // a negated pattern matched
)

// entry is a path that is looked up in lists.
type entry struct {
	path string // from the top of the scope
	name string // its last segment
	dir  bool
}

// list holds the patterns of one ignore file. The last pattern that matches decides, so
// each is known by its place, and the common kinds are found through maps.
type list struct {
	base int // length of the path of the list's folder, with its slash
	fold bool

	patterns []pattern
	names    map[string][]int // whole last names
	paths    map[string][]int // whole paths below the list's folder
	ends     map[string][]int // *.x, by .x
	rest     []int
}

// parseList reads an ignore file of the folder whose path has length base; nil when it
// holds no pattern.
func parseList(text string, base int, fold bool) *list {
	l := &list{base: base, fold: fold, names: map[string][]int{}, paths: map[string][]int{}, ends: map[string][]int{}}
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		if strings.HasPrefix(line, "#") {
			continue
		}
		if p, ok := parsePattern(trimSpaces(line), fold); ok {
			l.add(p)
		}
	}
	if l.patterns == nil {
		return nil
	}
	return l
}

func (l *list) add(p pattern) {
	place := len(l.patterns)
	l.patterns = append(l.patterns, p)
	switch {
	case strings.HasPrefix(p.suffix, "."):
		l.ends[p.suffix] = append(l.ends[p.suffix], place)
	case p.suffix != "" || p.glob != nil:
		l.rest = append(l.rest, place)
	case p.byPath:
		l.paths[p.prefix] = append(l.paths[p.prefix], place)
	default:
		l.names[p.prefix] = append(l.names[p.prefix], place)
	}
}

// match tells what the list says of an entry below its folder.
func (l *list) match(e entry) verdict {
	path, name := e.path[l.base:], e.name
	if l.fold {
		path, name = lower(path), lower(name)
	}
	best := l.last(l.names[name], e.dir, -1)
	if len(l.paths) > 0 {
		best = l.last(l.paths[path], e.dir, best)
	}
	if len(l.ends) > 0 {
		for i := range len(name) {
			if name[i] == '.' {
				best = l.last(l.ends[name[i:]], e.dir, best)
			}
		}
	}
	for i := len(l.rest) - 1; i >= 0 && l.rest[i] > best; i-- {
		p := &l.patterns[l.rest[i]]
		if (e.dir || !p.dirOnly) && p.matches(path, name) {
			best = l.rest[i]
		}
	}
	switch {
	case best < 0:
		return undecided
	case l.patterns[best].negate:
		return keep
	}
	return ignore
}

// last is the greatest of best and those places whose pattern may match such an entry.
func (l *list) last(places []int, dir bool, best int) int {
	for i := len(places) - 1; i >= 0 && places[i] > best; i-- {
		if dir || !l.patterns[places[i]].dirOnly {
			return places[i]
		}
	}
	return best
}

// trimSpaces takes spaces off the end, unless a backslash stands before them.
func trimSpaces(s string) string {
	end := 0
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' {
			i++
			end = min(i+1, len(s))
		} else if s[i] != ' ' {
			end = i + 1
		}
	}
	return s[:end]
}
