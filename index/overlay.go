package index

import (
	"context"
	"maps"
	"sync"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/chunk-lsp/chunk-lsp/worker"
)

// Document is one version of an open document.
type Document struct {
	File FileID
	// LanguageID is what the editor calls the language. When it names none that is known, the
	// file's name and text decide.
	LanguageID string
	Version    int32
	Text       []byte // the workspace's from now on
}

// overlay is a document and its chunks, which are made once, when first asked for.
type overlay struct {
	Document
	language *chunker.Language

	once sync.Once
	done chan struct{} // closed when source and err are set
	src  *Source
	err  error
}

// SetDocument makes d what queries see of its file from now on; for an open document it is
// the next version.
func (w *Workspace) SetDocument(d Document) {
	language := chunker.ByID(d.LanguageID)
	if language == nil {
		language = chunker.Detect(d.File.Path, d.Text)
	}
	w.setOverlay(d.File, &overlay{Document: d, language: language, done: make(chan struct{})})
}

// CloseDocument makes the file what is on disk again.
func (w *Workspace) CloseDocument(id FileID) { w.setOverlay(id, nil) }

func (w *Workspace) setOverlay(id FileID, o *overlay) {
	w.mu.Lock()
	defer w.mu.Unlock()
	next := maps.Clone(w.overlays)
	if o == nil {
		delete(next, id)
	} else {
		next[id] = o
	}
	w.overlays = next
}

// source chunks the overlay, unless somebody has done so already. The work goes on when ctx
// ends, because others may wait for it.
func (o *overlay) source(ctx context.Context, w *Workspace) (*Source, error) {
	o.once.Do(func() {
		w.running.Go(func() {
			defer close(o.done)
			o.src, o.err = o.chunk(w)
		})
	})
	select {
	case <-o.done:
		return o.src, o.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (o *overlay) chunk(w *Workspace) (*Source, error) {
	f := chunker.Blocks(o.Text, chunker.TooLarge)
	if int64(len(o.Text)) <= w.options.MaxFileSize {
		var err error
		f, err = w.options.Pool.Chunk(w.ctx, worker.Urgent, o.language, o.File.Path, o.Text)
		if err != nil {
			return nil, err
		}
	}
	return &Source{File: o.File, Language: o.language, Text: o.Text, Chunks: &f, Overlay: true, Version: o.Version}, nil
}
