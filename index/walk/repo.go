package walk

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// repo is what one repository contributes to the rules. A folder outside of any repository
// has one too, without a gitDir.
type repo struct {
	base    int // length of the path of its top, with its slash
	fold    bool
	info    *list // .git/info/exclude
	global  *list // core.excludesFile
	tracked func() tracked
}

// gitDir is where a repository keeps its own files.
type gitDir struct {
	own    string // of this working tree: index
	common string // of all its working trees: info/exclude
}

// openGit finds the repository whose working tree has its top at folder top. As for git a
// .git that is no repository does not count.
func openGit(top string) (gitDir, bool) {
	own := filepath.Join(top, ".git")
	info, err := os.Stat(own)
	if err != nil {
		return gitDir{}, false
	}
	if !info.IsDir() {
		// Working trees and submodules have a file that points to the folder.
		text, err := os.ReadFile(own)
		link, ok := strings.CutPrefix(string(text), "gitdir: ")
		if err != nil || !ok {
			return gitDir{}, false
		}
		own = resolve(top, link)
	}
	g := gitDir{own: own, common: own}
	if text, err := os.ReadFile(filepath.Join(own, "commondir")); err == nil {
		g.common = resolve(own, string(text))
	}
	for _, p := range []string{filepath.Join(own, "HEAD"), filepath.Join(g.common, "objects"), filepath.Join(g.common, "refs")} {
		if _, err := os.Lstat(p); err != nil {
			return gitDir{}, false
		}
	}
	return g, true
}

// resolve reads a line that names a path, which may be relative to a folder.
func resolve(folder, line string) string {
	p := filepath.FromSlash(strings.TrimRight(line, "\r\n"))
	if filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(folder, p)
}

// newRepo reads the rules of the repository with its top at the folder of that path.
func (r *Rules) newRepo(path string, g gitDir, isGit bool) *repo {
	top := r.disk(path)
	c := readConfig(top)
	p := &repo{base: baseOf(path), fold: c.ignoreCase}
	if c.excludesFile != "" {
		p.global = r.readList(c.excludesFile, p.base, p.fold)
	}
	if !isGit {
		p.tracked = func() tracked { return tracked{} }
		return p
	}
	p.info = r.readList(filepath.Join(g.common, "info", "exclude"), p.base, p.fold)
	// Asked for when the first path is ignored, for only then does it matter.
	p.tracked = sync.OnceValue(func() tracked {
		t, err := readIndex(top)
		if err != nil {
			r.warn(top, fmt.Errorf("git ls-files: %w", err))
		}
		return t
	})
	return p
}

// readList reads an ignore file; a missing one is nil like an empty one.
func (r *Rules) readList(file string, base int, fold bool) *list {
	text, err := os.ReadFile(file)
	if err != nil {
		if !vanished(err) {
			r.warn(file, err)
		}
		return nil
	}
	return parseList(string(text), base, fold)
}
