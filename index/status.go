package index

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/chunk-lsp/chunk-lsp/kv"
)

// RootStatus is what is known of a root.
type RootStatus struct {
	Dir    string
	State  State
	Counts kv.Counts
}

// Status tells about all roots, in the order of their paths.
func (s *Snapshot) Status() ([]RootStatus, error) {
	all := make([]RootStatus, 0, len(s.roots))
	for _, r := range s.roots {
		counts, err := r.stored.Counts()
		if err != nil {
			return nil, fmt.Errorf("index: %s: %w", r.dir, err)
		}
		state := Scanning
		if r.complete() {
			state = Ready
		}
		all = append(all, RootStatus{r.dir, state, counts})
	}
	return all, nil
}

// FileStatus says whether a file is in the index, and if not, why.
type FileStatus struct {
	Indexed  bool
	Reason   chunker.Reason
	Language *chunker.Language // nil when unknown
	Chunks   int
	HasError bool
}

// FileStatus looks at the disk and at the record; an overlay does not change what is indexed.
func (s *Snapshot) FileStatus(id FileID) (FileStatus, error) {
	w := s.workspace
	r := w.root(id.Root)
	if r == nil {
		return FileStatus{Reason: chunker.OutsideRoots}, nil
	}
	if reason := w.rule(r, id.Path); reason != "" {
		return FileStatus{Reason: reason}, nil
	}
	rec, known, err := r.stored.Record(id.Path)
	if err != nil {
		return FileStatus{}, fmt.Errorf("index: %s: %w", id, err)
	}
	if !known {
		// The rules would let it in: it is missing on disk, or the scan has not met it yet.
		_, _, err := w.readText(r, id.Path)
		var reason *ReasonError
		switch {
		case errors.As(err, &reason):
			return FileStatus{Reason: reason.Reason}, nil
		case errors.Is(err, fs.ErrNotExist):
			return FileStatus{Reason: chunker.Unreadable}, nil
		}
		return FileStatus{}, nil
	}
	return FileStatus{
		Indexed: rec.Stored, Reason: rec.Reason, Language: chunker.ByID(rec.Language), Chunks: rec.Chunks, HasError: rec.HasError,
	}, nil
}
