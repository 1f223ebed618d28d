package walk_test

import (
	"flag"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/chunk-lsp/chunk-lsp/index/walk"
)

var (
	seed   = flag.Uint64("seed", 0, "seed of TestWalkEqualsGitAtRandom; 0 for a new one")
	rounds = flag.Int("rounds", 40, "repositories that TestWalkEqualsGitAtRandom makes")
)

func TestWalkEqualsGitAtRandom(t *testing.T) {
	s := *seed
	if s == 0 {
		s = uint64(time.Now().UnixNano())
	}
	for i := range *rounds {
		round := s + uint64(i)
		g := generator{Rand: rand.New(rand.NewPCG(round, 0))}
		g.fold = g.IntN(3) == 0
		dir := t.TempDir()
		rules := g.repository(t, dir)
		for _, root := range []string{dir, filepath.Join(dir, "a")} {
			if root != dir && gitIgnores(dir, "a") {
				continue // walked as if it stood alone, which is not as in git
			}
			want := gitFiles(t, root)
			got := walkFiles(t, walk.Options{Root: root})
			if d := difference(want, got); d != nil {
				t.Fatalf("-seed=%d -rounds=1: root %s: git -, walk +:\n%s\nrules:\n%s", round, root, strings.Join(d, "\n"), strings.Join(rules, "\n"))
			}
			checkReasons(t, root, got)
		}
	}
}

// One rule file and many paths at a time, which need not exist: far more patterns than
// trees could be made for.
func TestReasonEqualsGitCheckIgnoreAtRandom(t *testing.T) {
	s := *seed
	if s == 0 {
		s = uint64(time.Now().UnixNano())
	}
	dir := t.TempDir()
	runGit(t, dir, "init", "-q")
	total := 0
	for i := range *rounds {
		round := s + uint64(i)
		g := generator{Rand: rand.New(rand.NewPCG(round, 1))}
		text := g.rules()
		write(t, dir, ".gitignore", text)
		var paths []string
		for range 500 {
			paths = append(paths, g.path())
		}
		want := gitIgnored(dir, paths)
		total += len(want)
		r, err := walk.NewRules(walk.Options{Root: dir})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range paths {
			if got := r.Reason(p) == chunker.Ignored; got != want[p] {
				t.Fatalf("-seed=%d -rounds=1: %q ignored by git: %t, here: %t; rules: %s", round, p, want[p], got, quoteLines(text))
			}
		}
	}
	if total < 50**rounds || total > 450**rounds {
		t.Errorf("of 500 paths %d are ignored on average: the rules are too dull", total / *rounds)
	}
}

// gitIgnored are those of the paths that git's rules ignore.
func gitIgnored(dir string, paths []string) map[string]bool {
	c := exec.Command("git", "check-ignore", "--no-index", "-z", "--stdin")
	c.Dir = dir
	// The dot is for paths that begin with a colon, which git takes for something else.
	c.Stdin = strings.NewReader("./" + strings.Join(paths, "\x00./"))
	out, _ := c.Output() // fails when none is
	ignored := map[string]bool{}
	for p := range strings.SplitSeq(string(out), "\x00") {
		ignored[strings.TrimPrefix(p, "./")] = true
	}
	return ignored
}

// generator makes small trees and rules from few letters, so that they meet often.
type generator struct {
	*rand.Rand
	fold bool // core.ignoreCase; the tree has small letters only, as if its disk folded them
}

func (g generator) pick(from ...string) string { return from[g.IntN(len(from))] }

func (g generator) some(n int, sep string, from func() string) string {
	var parts []string
	for range 1 + g.IntN(n) {
		parts = append(parts, from())
	}
	return strings.Join(parts, sep)
}

func (g generator) name() string {
	return g.some(3, "", func() string {
		return g.pick("a", "a", "b", "b", "c", "d", ".", "x", "A", "-", "]", "[", "*", `\`, " ", "é", "!", "#", ":", "\n", "1", "~")
	})
}

func (g generator) path() string {
	p := g.some(4, "/", func() string {
		if g.IntN(3) > 0 {
			return g.pick("a", "b", "ab", "a.b", "c", "abc")
		}
		if n := g.name(); strings.Trim(n, ".") != "" {
			return n
		}
		return "d"
	})
	if g.fold {
		return strings.ToLower(p)
	}
	return p
}

func (g generator) segment() string {
	if g.IntN(6) == 0 {
		return "**"
	}
	return g.some(3, "", func() string {
		switch g.IntN(10) {
		case 0, 1:
			return g.pick("*", "*", "?", "**", "***")
		case 2:
			return g.class()
		case 3:
			return g.pick(`\a`, `\*`, `\[`, `\ `, `\`, `\\`, `\!`, `\#`, " ", "[", "]", "[]", "[!]", "[[:alpha:]", "\r", "\t")
		}
		return g.pick("a", "a", "b", "b", "c", ".b", ".", "ab", "é", "-", "A", "B")
	})
}

func (g generator) class() string {
	members := g.some(3, "", func() string {
		return g.pick("a", "b", "a-c", "-", "[:alpha:]", "[:punct:]", "[:upper:]", "[:nope:]", "[:", `\]`, `\-`, "/", "]", "é", "c-a", "!", "^", "[", "[:digit:]-b", `a-\c`, "[:space:]")
	})
	return "[" + g.pick("", "", "!", "^") + members + "]"
}

func (g generator) rule() string {
	if g.IntN(20) == 0 {
		return g.pick("", "#a", "!", "/", "//", "!/", "/*", "*", "!*/", "/*/", "**", "!**/", "a//b", "a/ ", `a\ `, `a\\ `, "a  ", "./a", "../a", "a/../b")
	}
	return g.pick("", "", "", "!") + g.pick("", "", "/") + g.some(3, "/", g.segment) + g.pick("", "", "/", "/**", "/*", " ")
}

func (g generator) rules() string {
	text := g.pick("", "", "\ufeff") + g.some(5, g.pick("\n", "\n", "\r\n"), g.rule)
	return text + g.pick("\n", "")
}

// repository fills dir, and returns the rules for people to read.
func (g generator) repository(t *testing.T, dir string) (rules []string) {
	runGit(t, dir, "init", "-q")
	runGit(t, dir, "config", "core.ignoreCase", strconv.FormatBool(g.fold))
	tryWrite(dir, "a/a")
	for range 40 {
		tryWrite(dir, g.path())
	}
	if g.IntN(2) == 0 {
		runGit(t, dir, "update-index", "--index-version", g.pick("2", "3", "4"))
		// Tracked whatever the rules, which come later.
		runGit(t, dir, "add", "-f", "--", g.pick("a", "a/a", ":(glob)**/a*", ":(glob)**/a"))
		for range 5 {
			tryWrite(dir, g.path())
		}
	}
	for _, file := range []string{".gitignore", "a/.gitignore", "b/.gitignore", "a/b/.gitignore", ".git/info/exclude"} {
		if g.IntN(2) == 0 {
			continue
		}
		text := g.rules()
		if tryWriteText(dir, file, text) {
			rules = append(rules, file+": "+quoteLines(text))
		}
	}
	return rules
}
