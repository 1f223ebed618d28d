package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"syscall"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/chunk-lsp/chunk-lsp/index/walk"
	"github.com/chunk-lsp/chunk-lsp/kv"
	"github.com/chunk-lsp/chunk-lsp/worker"
)

// cached is a decoded file, good as long as the file on disk has the stamp.
type cached struct {
	stamp  stamp
	source *Source
}

// disk is the file as it is on disk right now, from the record where that is still true,
// else chunked anew; mended says that the record told of other bytes. fs.ErrNotExist says that there
// is no such file.
func (w *Workspace) disk(ctx context.Context, id FileID) (src *Source, mended bool, err error) {
	r := w.root(id.Root)
	if r == nil {
		return nil, false, &ReasonError{id, chunker.OutsideRoots}
	}
	info, err := os.Stat(id.OnDisk())
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		w.forget(r, id)
		return nil, true, fmt.Errorf("index: %s: %w", id, fs.ErrNotExist)
	}
	if err != nil {
		return nil, false, &ReasonError{id, chunker.Unreadable}
	}
	if !info.Mode().IsRegular() {
		w.forget(r, id) // where a folder is now, there is no file to be counted
		return nil, true, &ReasonError{id, chunker.Unreadable}
	}
	st := stampOf(info)
	if hit, ok := w.recent.Get(id); ok && hit.stamp == st {
		return hit.source, false, nil
	}
	src, ok, err := w.recorded(r, id, st)
	if ok || err != nil {
		return src, false, err
	}
	return w.mend(ctx, r, id)
}

// recorded is the file as the store knows it; ok is false when that can't be told or is no
// longer true.
func (w *Workspace) recorded(r *root, id FileID, st stamp) (src *Source, ok bool, err error) {
	rec, f, found, err := r.stored.File(id.Path)
	if err != nil {
		w.options.Logger.Warn("store can't be read; the file is parsed", "path", id, "error", err)
		return nil, false, nil
	}
	if !found || !w.proves(st, rec) {
		return nil, false, nil
	}
	if f == nil {
		return nil, false, &ReasonError{id, rec.Reason}
	}
	text, err := w.options.Store.Text(rec.Hash)
	if err != nil || int64(len(text)) != rec.Size {
		w.options.Logger.Warn("store has no text; the file is parsed", "path", id, "error", err)
		return nil, false, nil
	}
	src = &Source{File: id, Language: chunker.ByID(rec.Language), Text: text, Chunks: f}
	w.remember(src, st)
	return src, true, nil
}

func (w *Workspace) remember(src *Source, st stamp) {
	if len(src.Text) <= recentSize && st.modTime == trusted(st) {
		w.recent.Add(src.File, &cached{st, src})
	}
}

// mend reads the file and brings its record up to date, if it is one of the index; changed
// says that the record told of other bytes, and not just of another time.
func (w *Workspace) mend(ctx context.Context, r *root, id FileID) (src *Source, changed bool, err error) {
	if reason := w.rule(r, id.Path); reason == chunker.Secret {
		return nil, false, &ReasonError{id, reason}
	}
	old, known, err := r.stored.Record(id.Path)
	if err != nil {
		known = false // what can't be read has to be written anew
	}
	got, err := w.read(ctx, worker.Urgent, r, id.Path)
	if errors.Is(err, fs.ErrNotExist) {
		w.forget(r, id)
	}
	if err != nil {
		return nil, true, err
	}
	if err := w.update(r, id, got); err != nil {
		w.options.Logger.Warn("store can't be written; the answer is not affected", "path", id, "error", err)
	}
	now := got.entry.Record
	changed = !known || old.Hash != now.Hash || old.Fingerprint != now.Fingerprint
	if got.source == nil {
		return nil, changed, &ReasonError{id, now.Reason}
	}
	w.remember(got.source, got.stamp)
	return got.source, changed, nil
}

// update stores a reading; the record of a file that the ignore rules leave out is not kept.
func (w *Workspace) update(r *root, id FileID, got *reading) error {
	if w.rule(r, id.Path) == chunker.Ignored {
		return r.stored.Delete(id.Path)
	}
	prepared, err := r.stored.Prepare(&got.entry)
	if err != nil {
		return err
	}
	return r.stored.Replace(prepared)
}

// forget removes the record of a file that is gone.
func (w *Workspace) forget(r *root, id FileID) {
	w.recent.Remove(id)
	if _, known, err := r.stored.Record(id.Path); err != nil || !known {
		return
	}
	if err := r.stored.Delete(id.Path); err != nil {
		w.options.Logger.Warn("store can't be written; the answer is not affected", "path", id, "error", err)
	}
}

// Refresh brings the records of files that are said to have changed up to date. A folder
// stands for all known files in it. Queries do not need it: they look for themselves at the
// files they answer from; but they look only at files whose record holds the name.
//
// It returns the roots that need a Scan, because a file with ignore rules or a whole folder is among the ids.
func (w *Workspace) Refresh(ctx context.Context, ids ...FileID) (rescan []string) {
	for _, id := range ids {
		r := w.root(id.Root)
		if r == nil || ctx.Err() != nil || slices.Contains(rescan, id.Root) {
			continue
		}
		if walk.RuleFile(path.Base(id.Path)) {
			rescan = append(rescan, id.Root)
			continue
		}
		info, err := os.Lstat(id.OnDisk())
		switch {
		case err != nil:
			w.forgetBelow(ctx, r, id)
		case info.Mode().IsRegular():
			w.refreshFile(ctx, r, id, stampOf(info))
		case info.IsDir():
			rescan = append(rescan, id.Root)
		}
	}
	return rescan
}

func (w *Workspace) refreshFile(ctx context.Context, r *root, id FileID, st stamp) {
	if rec, known, err := r.stored.Record(id.Path); err == nil && known && w.proves(st, rec) {
		return
	}
	if w.rule(r, id.Path) != "" {
		return
	}
	if _, _, err := w.mend(ctx, r, id); err != nil {
		w.options.Logger.Debug("changed file has no chunks", "path", id, "error", err)
	}
}

// forgetBelow removes the records of a file or folder that is gone.
func (w *Workspace) forgetBelow(ctx context.Context, r *root, id FileID) {
	w.forget(r, id)
	var gone []string
	err := r.stored.Files(ctx, id.Path+"/", func(path string, _ kv.FileRecord) bool {
		gone = append(gone, path)
		return true
	})
	if err == nil && len(gone) > 0 {
		err = r.stored.Delete(gone...)
	}
	if err != nil {
		w.options.Logger.Warn("store can't be written; queries look at the disk anyway", "path", id, "error", err)
	}
}
