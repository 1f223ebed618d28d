package walk

import "strings"

// charset is a set of bytes. It never holds the slash: no wildcard for one byte matches it.
type charset [4]uint64

var anyChar = func() *charset {
	s := &charset{}
	return s.done(true)
}()

func (s *charset) has(c byte) bool { return s[c>>6]&(1<<(c&63)) != 0 }

func (s *charset) add(c byte) { s[c>>6] |= 1 << (c & 63) }

func (s *charset) addRange(lo, hi byte) {
	for c := int(lo); c <= int(hi); c++ {
		s.add(byte(c))
	}
}

// done turns the set into its complement if told, and takes the slash out.
func (s *charset) done(negate bool) *charset {
	if negate {
		for i := range s {
			s[i] = ^s[i]
		}
	}
	s['/'>>6] &^= 1 << ('/' & 63)
	return s
}

// parseClass reads the bracket expression that s begins with, n bytes of it; ok is false
// when it is not closed or names a class that does not exist.
func parseClass(s string, fold bool) (set *charset, n int, ok bool) {
	set = &charset{}
	i := 1
	negate := i < len(s) && (s[i] == '!' || s[i] == '^')
	if negate {
		i++
	}
	prev := -1 // the byte that a following "-" makes the start of a range
	// A "]" that stands first is a member, hence the test for the end at the bottom.
	for {
		if i >= len(s) {
			return nil, 0, false
		}
		switch c := s[i]; {
		case c == '-' && prev >= 0 && i+1 < len(s) && s[i+1] != ']':
			hi, n, ok := member(s[i+1:])
			if !ok {
				return nil, 0, false
			}
			set.addRange(byte(prev), hi)
			prev = -1
			i += 1 + n
		case c == '[' && strings.HasPrefix(s[i:], "[:"):
			name, found, closed := className(s[i:])
			if !closed || found && !set.addClass(name, fold) {
				return nil, 0, false
			}
			if found {
				prev = -1
				i += len(name) + len("[::]")
				break
			}
			set.add(c)
			prev = int(c)
			i++
		default:
			c, n, ok := member(s[i:])
			if !ok {
				return nil, 0, false
			}
			set.add(c)
			prev = int(c)
			i += n
		}
		if i < len(s) && s[i] == ']' {
			return set.done(negate), i + 1, true
		}
	}
}

// member reads one byte of a bracket expression, which a backslash may precede.
func member(s string) (c byte, n int, ok bool) {
	if s[0] != '\\' {
		return s[0], 1, true
	}
	if len(s) < 2 {
		return 0, 0, false
	}
	return s[1], 2, true
}

// className reads [:name:] at the start of s. Without the second colon it is no class,
// and without a "]" behind it the whole expression is not closed.
func className(s string) (name string, found, closed bool) {
	end := strings.IndexByte(s[2:], ']')
	if end < 0 {
		return "", false, false
	}
	name, found = strings.CutSuffix(s[2:2+end], ":")
	return name, found, true
}

// classes are POSIX's, as the pairs of bytes that bound their ranges.
var classes = map[string]string{
	"alnum":  "09AZaz",
	"alpha":  "AZaz",
	"blank":  "  \t\t",
	"cntrl":  "\x00\x1f\x7f\x7f",
	"digit":  "09",
	"graph":  "!~",
	"lower":  "az",
	"print":  " ~",
	"punct":  "!/:@[`{~",
	"space":  "  \t\n\r\r",
	"upper":  "AZ",
	"xdigit": "09AFaf",
}

func (s *charset) addClass(name string, fold bool) bool {
	if fold && name == "upper" {
		name = "lower"
	}
	ranges, ok := classes[name]
	for i := 0; i < len(ranges); i += 2 {
		s.addRange(ranges[i], ranges[i+1])
	}
	return ok
}
