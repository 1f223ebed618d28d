package index

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/chunk-lsp/chunk-lsp/index/walk"
	"github.com/chunk-lsp/chunk-lsp/kv"
	"github.com/chunk-lsp/chunk-lsp/worker"
)

// racyWindow is how recent a modification may be for a second one of the same size to leave
// the same time stamp behind: file systems tick as coarsely as that (git calls such entries
// racily clean). A record made within it is compared by content the next time.
const racyWindow = 2 * time.Second

// stamp is what tells two states of a file apart without reading it.
type stamp struct {
	size    int64 // bytes
	modTime int64 // nanoseconds since 1970
}

func stampOf(info fs.FileInfo) stamp { return stamp{info.Size(), info.ModTime().UnixNano()} }

// proves reports whether a file with this stamp is the one that the record was made from, by a
// chunker like ours and under the size limit that holds now.
func (w *Workspace) proves(st stamp, r kv.FileRecord) bool {
	if st.size != r.Size || st.modTime != r.ModTime || r.Fingerprint != chunker.Fingerprint() {
		return false
	}
	tooLarge := r.Size > w.options.MaxFileSize
	return !(tooLarge && r.Stored) && !(!tooLarge && r.Reason == chunker.TooLarge)
}

// reading is a file that was read and chunked.
type reading struct {
	stamp  stamp
	entry  kv.Entry
	source *Source // nil when the record's reason means that there are no chunks
	parsed bool    // a worker chunked it; else the store had chunks of the same bytes
}

// read reads a file of a root and chunks it, unless the store has chunks of the same bytes.
// The error is the context's, the pool's or fs.ErrNotExist; all else gives a reason.
func (w *Workspace) read(ctx context.Context, urgency worker.Urgency, r *root, path string) (*reading, error) {
	text, st, err := w.readText(r, path)
	var reason *ReasonError
	if errors.As(err, &reason) {
		return w.skipped(path, st, reason.Reason), nil
	}
	if err != nil {
		return nil, err
	}
	if walk.BinaryText(text) {
		return w.skipped(path, st, chunker.Binary), nil
	}
	if walk.SecretText(text) {
		return w.skipped(path, st, chunker.Secret), nil
	}
	language := chunker.Detect(path, text)
	rec := kv.FileRecord{Size: st.size, ModTime: trusted(st), Hash: sha256.Sum256(text), Fingerprint: chunker.Fingerprint()}
	if language != nil {
		rec.Language = language.Name
	}
	f, parsed, err := w.chunk(ctx, urgency, language, rec, path, text)
	if err != nil {
		return nil, err
	}
	src := &Source{File: FileID{r.dir, path}, Language: language, Text: text, Chunks: f}
	rec.Module = src.Module()
	return &reading{st, kv.Entry{Path: path, Record: rec, File: f, Text: text}, src, parsed}, nil
}

func (w *Workspace) chunk(ctx context.Context, urgency worker.Urgency, language *chunker.Language, rec kv.FileRecord, path string, text []byte) (f *chunker.File, parsed bool, err error) {
	known, found, err := w.options.Store.Content(rec.Hash, rec.Language, rec.Fingerprint)
	if err == nil && found {
		return known, false, nil
	}
	if err != nil {
		w.options.Logger.Warn("store can't be read; the file is parsed", "path", path, "error", err)
	}
	made, err := w.options.Pool.Chunk(ctx, urgency, language, path, text)
	return &made, language != nil, err
}

// skipped is a reading of a file without chunks.
func (w *Workspace) skipped(path string, st stamp, reason chunker.Reason) *reading {
	rec := kv.FileRecord{Size: st.size, ModTime: trusted(st), Reason: reason, Fingerprint: chunker.Fingerprint()}
	return &reading{stamp: st, entry: kv.Entry{Path: path, Record: rec}}
}

// trusted is the modification time to record; none for a file that was changed just now.
func trusted(st stamp) int64 {
	if time.Since(time.Unix(0, st.modTime)) < racyWindow {
		return 0
	}
	return st.modTime
}

const readAttempts = 3

// readText reads a file whose state did not change meanwhile. It never leaves the root, not
// even through symbolic links.
func (w *Workspace) readText(r *root, path string) ([]byte, stamp, error) {
	var st stamp
	for range readAttempts {
		text, before, after, err := w.readOnce(r, path)
		if err != nil || before == after {
			return text, before, err
		}
		st = after
	}
	return nil, st, &ReasonError{FileID{r.dir, path}, chunker.Unreadable}
}

func (w *Workspace) readOnce(r *root, path string) (text []byte, before, after stamp, err error) {
	id := FileID{r.dir, path}
	file, err := os.OpenInRoot(r.dir, filepath.FromSlash(path))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, before, after, fmt.Errorf("index: %w", err)
	}
	if err != nil {
		w.options.Logger.Info("file can't be read", "path", id, "error", err)
		info, statErr := os.Stat(id.OnDisk())
		if statErr == nil {
			before = stampOf(info)
		}
		return nil, before, after, &ReasonError{id, chunker.Unreadable}
	}
	defer file.Close() // opened for reading
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil, before, after, &ReasonError{id, chunker.Unreadable}
	}
	before = stampOf(info)
	if info.Size() > w.options.MaxFileSize {
		return nil, before, after, &ReasonError{id, chunker.TooLarge}
	}
	text = make([]byte, info.Size())
	if _, err := io.ReadFull(file, text); err != nil {
		return nil, before, after, nil // it became shorter: after differs from before
	}
	if info, err = file.Stat(); err == nil {
		after = stampOf(info)
	}
	return text, before, after, nil
}
