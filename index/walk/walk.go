package walk

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"runtime"

	"golang.org/x/sync/errgroup"

	"github.com/chunk-lsp/chunk-lsp/chunker"
)

// Options of a walk.
type Options struct {
	Root string // absolute
	// MaxFileSize in bytes; larger files are visited with the reason TooLarge. 0: no limit.
	MaxFileSize int64
	// Folder, if set, is called for each folder, the root (".") included, just before it is
	// listed: a watch set by then misses nothing. It is never called while visit is.
	Folder func(path string)
	// Warn, if set, is called for what could not be read; the walk goes on. Several
	// goroutines may call it.
	Warn func(path string, err error)
}

// File is a regular file that the rules let through.
type File struct {
	Path    string // slash-separated, relative to the root
	Size    int64
	ModTime int64 // nanoseconds since 1970
	// Reason is empty for a file to be indexed, else TooLarge, Secret or Unreadable.
	Reason chunker.Reason
}

// Walk calls visit for each file below the root, in no particular order and never two at
// the same time; a visit that takes long holds the walk up. The error is the context's, or
// says that the root can't be read.
func Walk(ctx context.Context, o Options, visit func(File)) error {
	r, err := NewRules(o)
	if err != nil {
		return err
	}
	return r.Walk(ctx, visit)
}

// Walk is [Walk] with these rules.
func (r *Rules) Walk(ctx context.Context, visit func(File)) error {
	group, ctx := errgroup.WithContext(ctx)
	// More than there are processors, since a disk may have to be waited for.
	group.SetLimit(2 * runtime.GOMAXPROCS(0))
	w := &walker{rules: r, visit: visit, group: group}
	group.Go(func() error { return w.folder(ctx, r.root) })
	if err := group.Wait(); err != nil {
		return fmt.Errorf("walk: %w", err)
	}
	return nil
}

// walker is one walk under way.
type walker struct {
	rules *Rules
	visit func(File)
	group *errgroup.Group
}

// batch is how many files are visited at once, and how many are read between two looks at
// the context.
const batch = 256

// folder walks one folder, and those in it: by other goroutines while there are some to be had.
func (w *walker) folder(ctx context.Context, f folder) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	below, err := w.one(ctx, f)
	if err != nil {
		return err
	}
	for _, sub := range below {
		if w.group.TryGo(func() error { return w.folder(ctx, sub) }) {
			continue
		}
		if err := w.folder(ctx, sub); err != nil {
			return err
		}
	}
	return nil
}

// one visits the files of a folder and returns the folders in it that are to be entered.
func (w *walker) one(ctx context.Context, f folder) (below []folder, err error) {
	w.entering(f)
	path := w.rules.disk(f.path)
	dir, err := os.Open(path)
	if err != nil {
		return nil, w.unreadable(f, err)
	}
	defer dir.Close()
	entries, err := dir.ReadDir(-1)
	if err != nil && len(entries) == 0 {
		return nil, w.unreadable(f, err)
	}
	if err != nil {
		w.rules.warn(path, err)
	}
	var c contents
	for _, e := range entries {
		c.add(e.Name(), e.Type().IsRegular())
	}
	f = w.rules.open(f, c)
	return w.files(ctx, f, dir, entries)
}

// unreadable is for a folder that can't be listed. Only for the root that is an error.
func (w *walker) unreadable(f folder, err error) error {
	if f.path == w.rules.root.path {
		return err
	}
	if !vanished(err) {
		w.rules.warn(w.rules.disk(f.path), err)
	}
	return nil
}

// files visits the files among the entries of a folder and returns the folders to enter.
func (w *walker) files(ctx context.Context, f folder, open *os.File, entries []fs.DirEntry) (below []folder, err error) {
	var found []File
	for i, d := range entries {
		if i%batch == 0 {
			if err := w.flush(ctx, found); err != nil {
				return nil, err
			}
			found = found[:0]
		}
		dir := d.IsDir()
		if !dir && !d.Type().IsRegular() {
			continue
		}
		e := f.entry(d.Name(), dir)
		ok, only := f.admits(e)
		switch {
		case !ok:
		case dir:
			below = append(below, folder{path: e.path, frame: f.frame, only: only})
		default:
			if file, ok := w.file(e, open, d); ok {
				found = append(found, file)
			}
		}
	}
	return below, w.flush(ctx, found)
}

// file stats a file; ok is false when it is gone or no file any more.
func (w *walker) file(e entry, open *os.File, d fs.DirEntry) (f File, ok bool) {
	f.Path = e.path[baseOf(w.rules.root.path):]
	size, modTime, regular, err := stat(open, d)
	switch {
	case vanished(err):
		return f, false
	case err != nil:
		f.Reason = chunker.Unreadable
		return f, true
	}
	f.Size, f.ModTime = size, modTime
	f.Reason = w.rules.fileReason(e.path, size)
	return f, regular
}

// flush visits files, unless the context has ended.
func (w *walker) flush(ctx context.Context, files []File) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if len(files) == 0 {
		return nil
	}
	w.rules.calling.Lock()
	defer w.rules.calling.Unlock()
	for _, f := range files {
		w.visit(f)
	}
	return nil
}

func (w *walker) entering(f folder) {
	if w.rules.options.Folder == nil {
		return
	}
	w.rules.calling.Lock()
	defer w.rules.calling.Unlock()
	path := "."
	if f.path != w.rules.root.path {
		path = f.path[baseOf(w.rules.root.path):]
	}
	w.rules.options.Folder(path)
}
