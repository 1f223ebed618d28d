package index

import (
	"context"
	"maps"
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

// Source is the file as the snapshot sees it: its overlay, or else what is on disk right
// now. A file that can't be answered from gives a *ReasonError.
func (s *Snapshot) Source(ctx context.Context, id FileID) (*Source, error) {
	if o := s.overlays[id]; o != nil {
		return o.source(ctx, s.workspace)
	}
	return s.workspace.disk(ctx, id)
}
