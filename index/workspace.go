package index

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"path/filepath"
	"slices"
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/chunk-lsp/chunk-lsp/kv"
	"github.com/chunk-lsp/chunk-lsp/worker"
)

// Options of a Workspace. Store and Pool stay the caller's, who closes them after it.
type Options struct {
	Store *kv.Store
	Pool  *worker.Pool
	// MaxFileSize in bytes; by default chunker.DefaultMaxFileSize.
	MaxFileSize int64
	Logger      *slog.Logger
}

// Workspace is a set of roots with their index. It is safe for concurrent use.
type Workspace struct {
	options Options
	ctx     context.Context // ends with Close
	cancel  context.CancelFunc
	running sync.WaitGroup // goroutines of the workspace

	// recent keeps decoded files; every use compares them with the disk first.
	recent *lru.Cache[FileID, *cached]

	mu       sync.Mutex // guards what follows
	roots    map[string]*root
	overlays map[FileID]*overlay // replaced as a whole, so that snapshots can share it
}

const (
	// recentFiles times recentSize bounds the memory of recently used files.
	recentFiles = 64
	recentSize  = 256 << 10
)

// New returns a Workspace without roots, to be closed by the caller.
func New(o Options) (*Workspace, error) {
	if o.MaxFileSize == 0 {
		o.MaxFileSize = chunker.DefaultMaxFileSize
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	recent, err := lru.New[FileID, *cached](recentFiles)
	if err != nil {
		return nil, fmt.Errorf("index: %w", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	return &Workspace{
		options: o, ctx: ctx, cancel: cancel, recent: recent,
		roots: map[string]*root{}, overlays: map[FileID]*overlay{},
	}, nil
}

// Close ends all work under way and waits for it.
func (w *Workspace) Close() {
	w.cancel()
	w.running.Wait()
}

// AddRoot adds a folder, given by its absolute path. Nothing is read before Scan.
func (w *Workspace) AddRoot(dir string) error {
	dir = filepath.Clean(dir)
	if !filepath.IsAbs(dir) {
		return fmt.Errorf("index: root %s is not absolute", dir)
	}
	stored, err := w.options.Store.Root(dir)
	if err != nil {
		return fmt.Errorf("index: root %s: %w", dir, err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.roots[dir] == nil {
		w.roots[dir] = newRoot(dir, stored)
	}
	return nil
}

// RemoveRoot takes a folder out of all answers. What the store holds of it stays, for the
// next time.
func (w *Workspace) RemoveRoot(dir string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.roots, filepath.Clean(dir))
}

// Roots lists the roots' paths, sorted.
func (w *Workspace) Roots() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Sorted(maps.Keys(w.roots))
}

func (w *Workspace) root(dir string) *root {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.roots[dir]
}
