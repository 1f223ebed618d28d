package lsp

import (
	"context"
	"os"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/chunk-lsp/chunk-lsp/index"
)

func (s *server) status(p *StatusParams) (answerFunc, error) {
	var file *index.FileID
	if p.URI != "" {
		id, err := s.fileID(p.URI)
		if err != nil {
			return nil, invalid("uri: %q is no URI", p.URI)
		}
		file = &id
	}
	snapshot := s.workspace.Snapshot()
	return func(context.Context) (any, error) {
		roots, err := snapshot.Status()
		if err != nil {
			return nil, err
		}
		stats, err := s.options.Store.Stats()
		if err != nil {
			return nil, err
		}
		result := &StatusResult{
			Roots:  []RootStatus{},
			Store:  StoreStatus{s.options.StorePath, int(stats.Format), int64(stats.DiskBytes)},
			Server: ServerStatus{s.options.Version, os.Getpid()},
		}
		for _, r := range roots {
			result.Roots = append(result.Roots, s.rootStatus(r))
		}
		if file == nil {
			return result, nil
		}
		f, err := snapshot.FileStatus(*file)
		if err != nil {
			return nil, err
		}
		result.File = &FileStatus{Indexed: f.Indexed, Reason: string(f.Reason), Chunks: f.Chunks, HasError: f.HasError}
		if f.Language != nil {
			result.File.Language = f.Language.ID
		}
		return result, nil
	}, nil
}

func (s *server) rootStatus(r index.RootStatus) RootStatus {
	out := RootStatus{
		URI: s.uriOf(index.FileID{Root: r.Dir}), State: string(r.State),
		Files: r.Counts.Files, Chunks: r.Counts.Chunks, Symbols: r.Counts.Symbols, ParseErrors: r.Counts.ParseErrors,
		Languages: map[string]int{}, Skipped: map[string]int{},
	}
	for name, n := range r.Counts.Languages {
		if l := chunker.ByID(name); l != nil {
			name = l.ID
		}
		out.Languages[name] += n
	}
	for reason, n := range r.Counts.Skipped {
		if reason == chunker.UnsupportedLanguage {
			continue // such a file has chunks, of kind block
		}
		out.Skipped[string(reason)] = n
	}
	return out
}
