package index

import (
	"context"
	"maps"
	"path/filepath"
	"slices"
)

// Snapshot is what one query sees. It costs nothing to take and needs no release.
type Snapshot struct {
	workspace *Workspace
	roots     []*root // in the order of their paths
	overlays  map[FileID]*overlay
}

// Snapshot pins the roots and overlays as they are now.
func (w *Workspace) Snapshot() *Snapshot {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := &Snapshot{workspace: w, overlays: w.overlays}
	for _, dir := range slices.Sorted(maps.Keys(w.roots)) {
		s.roots = append(s.roots, w.roots[dir])
	}
	return s
}

// rootsIn are the folders of r that are roots by themselves, which own what is in them.
func (s *Snapshot) rootsIn(r *root) []FileID {
	var inner []FileID
	for _, other := range s.roots {
		if rest, ok := below(r.dir, other.dir); ok {
			inner = append(inner, FileID{r.dir, filepath.ToSlash(rest)})
		}
	}
	return inner
}

// Source is the file as the snapshot sees it: its overlay, or else what is on disk right
// now. A file that can't be answered from gives a *ReasonError.
func (s *Snapshot) Source(ctx context.Context, id FileID) (*Source, error) {
	src, _, err := s.source(ctx, id)
	return src, err
}

// source is Source; mended says that the store's record was not true any more.
func (s *Snapshot) source(ctx context.Context, id FileID) (src *Source, mended bool, err error) {
	if o := s.overlays[id]; o != nil {
		src, err := o.source(ctx, s.workspace)
		return src, false, err
	}
	return s.workspace.disk(ctx, id)
}
