package walk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"

	"github.com/chunk-lsp/chunk-lsp/chunker"
)

// Rules decide which files of a root are visited. They are read from disk when they are
// first needed and then stay as they are: make new Rules when a rule file has changed.
// A Rules may be used by several goroutines.
type Rules struct {
	options Options
	// top is the folder on disk that all paths inside this package start from: the top of
	// the repository around the root, or the root.
	top  string
	root folder // not opened yet

	calling sync.Mutex // held while Options.Folder or a visit is called

	mu      sync.Mutex
	folders map[string]known // by path
}

type known struct {
	folder folder
	ok     bool
}

// RuleFile tells whether a file of that name (the last segment of a path) holds rules, so
// that after a change of it [Rules] must be made anew and the root walked again.
func RuleFile(name string) bool {
	return name == gitName || name == dotName
}

// NewRules reads the rules above the root.
func NewRules(o Options) (*Rules, error) {
	real, err := filepath.EvalSymlinks(o.Root)
	if err != nil {
		return nil, fmt.Errorf("walk: %w", err)
	}
	r := &Rules{options: o, top: real, folders: map[string]known{}}
	for dir := real; ; dir = filepath.Dir(dir) {
		if _, ok := openGit(dir); ok {
			r.descend(dir, real)
			return r, nil
		}
		if dir == filepath.Dir(dir) {
			return r, nil
		}
	}
}

// descend goes from the top of a repository down to the root. If that is ignored, the
// rules stay those of a root that stands alone.
func (r *Rules) descend(top, root string) {
	if top == root {
		return
	}
	rel, err := filepath.Rel(top, root)
	if err != nil {
		return
	}
	r.top = top
	var f folder
	for name := range strings.SplitSeq(filepath.ToSlash(rel), "/") {
		f = r.open(f, probe(r.disk(f.path)))
		e := f.entry(name, true)
		if ok, only := f.admits(e); !ok || only {
			r.top = root
			return
		}
		f = folder{path: e.path, frame: f.frame}
	}
	r.root = f
}

// Reason tells why the walk would not offer a path below the root (slash-separated,
// relative to it) for indexing, or "": then it would, or would enter it if it is a folder.
// A path where nothing exists is judged as a file, or as a folder if it ends in a slash.
func (r *Rules) Reason(p string) chunker.Reason {
	p, slash := strings.CutSuffix(p, "/")
	if p == "." {
		return ""
	}
	segments := strings.Split(p, "/")
	if slices.ContainsFunc(segments, func(s string) bool { return s == "" || s == "." || s == ".." }) {
		return chunker.OutsideRoots
	}
	full := p
	if r.root.path != "" {
		full = r.root.path + "/" + p
	}
	f, ok := r.folder(parentOf(full))
	if !ok {
		return chunker.Ignored
	}
	info, err := os.Lstat(r.disk(full))
	e := f.entry(path.Base(full), slash)
	if err == nil {
		e.dir = info.IsDir()
	}
	if ok, _ := f.admits(e); !ok {
		return chunker.Ignored
	}
	switch {
	case e.dir:
		return ""
	case vanished(err):
		return r.fileReason(full, 0)
	case err != nil:
		return chunker.Unreadable
	case !info.Mode().IsRegular():
		return chunker.Ignored
	}
	return r.fileReason(full, info.Size())
}

// folder is the opened folder of a path at or below the root; ok is false when the walk
// does not enter it.
func (r *Rules) folder(p string) (f folder, ok bool) {
	r.mu.Lock()
	k, found := r.folders[p]
	r.mu.Unlock()
	if found {
		return k.folder, k.ok
	}
	f, ok = r.root, true
	if p != r.root.path {
		f, ok = r.below(p)
	}
	if ok {
		f = r.open(f, probe(r.disk(p)))
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.folders[p] = known{f, ok}
	return f, ok
}

// below finds a folder through the one that holds it.
func (r *Rules) below(p string) (f folder, ok bool) {
	parent, ok := r.folder(parentOf(p))
	if !ok {
		return folder{}, false
	}
	if info, err := os.Lstat(r.disk(p)); err == nil && !info.IsDir() {
		return folder{}, false
	}
	ok, only := parent.admits(parent.entry(path.Base(p), true))
	return folder{path: p, frame: parent.frame, only: only}, ok
}

// fileReason is the reason of a file that the rules let through.
func (r *Rules) fileReason(p string, size int64) chunker.Reason {
	switch {
	case secretPath(p):
		return chunker.Secret
	case r.options.MaxFileSize > 0 && size > r.options.MaxFileSize:
		return chunker.TooLarge
	}
	return ""
}

func (r *Rules) warn(path string, err error) {
	if r.options.Warn != nil {
		r.options.Warn(path, err)
	}
}

// disk is where a path stands on disk.
func (r *Rules) disk(p string) string {
	return filepath.Join(r.top, filepath.FromSlash(p))
}

func parentOf(p string) string {
	return p[:max(0, strings.LastIndexByte(p, '/'))]
}

// vanished tells whether an error says that there is nothing (any more) at a path.
func vanished(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}
