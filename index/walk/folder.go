package walk

import (
	"os"
	"path/filepath"
	"strings"
)

// folder is a folder that the rules let through, and what holds for what is in it.
type folder struct {
	path  string // from the top of the scope, slash-separated; "" for the top
	frame *frame
	// only says that the rules ignore it and only what git tracks in it counts.
	only bool
}

// frame holds the ignore files of one folder. Folders without any share the frame of the
// folder above, so that there are few to ask.
type frame struct {
	parent *frame
	repo   *repo
	dot    *list // .ignore
	git    *list // .gitignore
}

// contents says which names that matter stand in a folder: the first two as regular files.
type contents struct {
	dot, git, repo bool
}

const (
	dotName = ".ignore"
	gitName = ".gitignore"
	dirName = ".git"
)

func (c *contents) add(name string, regular bool) {
	switch name {
	case dotName:
		c.dot = regular
	case gitName:
		c.git = regular
	case dirName:
		c.repo = true
	}
}

// probe looks for the contents of a folder that nobody lists.
func probe(dir string) contents {
	var c contents
	for _, name := range []string{dotName, gitName, dirName} {
		if info, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			c.add(name, info.Mode().IsRegular())
		}
	}
	return c
}

// open reads the rules that a folder holds.
func (r *Rules) open(f folder, c contents) folder {
	if c.repo && f.mayBeTop() {
		if g, ok := openGit(r.disk(f.path)); ok {
			f.only = false
			f.frame = &frame{parent: f.frame, repo: r.newRepo(f.path, g, true)}
		}
	}
	if f.frame == nil {
		f.frame = &frame{repo: r.newRepo(f.path, gitDir{}, false)}
	}
	if f.only || !c.dot && !c.git {
		return f // git reads no ignore files in a folder that is ignored
	}
	n := &frame{parent: f.frame, repo: f.frame.repo}
	base, fold := baseOf(f.path), n.repo.fold
	if c.dot {
		n.dot = r.readList(filepath.Join(r.disk(f.path), dotName), base, fold)
	}
	if c.git {
		n.git = r.readList(filepath.Join(r.disk(f.path), gitName), base, fold)
	}
	f.frame = n
	return f
}

// mayBeTop tells whether a repository in the folder would be walked: in an ignored folder
// only a submodule, which the index names.
func (f folder) mayBeTop() bool {
	return !f.only || f.frame.repo.tracked().has(f.path[f.frame.repo.base:])
}

// admits tells whether an entry of the folder is let through, and if it is a folder
// whether only for what is tracked in it.
func (f folder) admits(e entry) (ok, only bool) {
	rp := f.frame.repo
	if e.name == dirName || rp.fold && strings.EqualFold(e.name, dirName) {
		return false, false
	}
	v := f.frame.dotVerdict(e)
	if v == ignore {
		return false, false
	}
	if !f.only && (v == keep || f.frame.gitVerdict(e) != ignore) {
		return true, false
	}
	t := rp.tracked()
	path := e.path[rp.base:]
	if e.dir {
		only = t.has(path) || t.under(path)
		return only, only
	}
	return t.has(path), false
}

// dotVerdict is what .ignore files say, the nearest first.
func (f *frame) dotVerdict(e entry) verdict {
	for ; f != nil; f = f.parent {
		if f.dot == nil {
			continue
		}
		if v := f.dot.match(e); v != undecided {
			return v
		}
	}
	return undecided
}

// gitVerdict is what git's rules say: .gitignore files from the nearest up to the top of
// the repository, then its exclude file, then the user's.
func (f *frame) gitVerdict(e entry) verdict {
	rp := f.repo
	for ; f != nil && f.repo == rp; f = f.parent {
		if f.git == nil {
			continue
		}
		if v := f.git.match(e); v != undecided {
			return v
		}
	}
	for _, l := range []*list{rp.info, rp.global} {
		if l == nil {
			continue
		}
		if v := l.match(e); v != undecided {
			return v
		}
	}
	return undecided
}

func (f folder) entry(name string, dir bool) entry {
	path := name
	if f.path != "" {
		path = f.path + "/" + name
	}
	return entry{path: path, name: name, dir: dir}
}

// baseOf is how many bytes of a path below the folder of that path name the folder.
func baseOf(path string) int {
	if path == "" {
		return 0
	}
	return len(path) + 1
}
