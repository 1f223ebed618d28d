package index

import (
	"errors"
	"io/fs"
	"sync"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/chunk-lsp/chunk-lsp/index/walk"
	"github.com/chunk-lsp/chunk-lsp/kv"
)

// State of a root.
type State string

// A root is scanning until its first scan in this process is complete.
const (
	Scanning State = "scanning"
	Ready    State = "ready"
)

type root struct {
	dir    string
	stored *kv.Root

	scanning sync.Mutex // held by the scan under way

	loading sync.Mutex  // guards rules; git is asked while it is held, so nothing else waits for it
	rules   *walk.Rules // nil until needed, and again when a rule file has changed

	mu    sync.Mutex // guards what follows
	state State
	todo  *pending // of the scan under way; nil when there is none
}

func newRoot(dir string, stored *kv.Root) *root {
	return &root{dir: dir, stored: stored, state: Scanning}
}

func (r *root) complete() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.state == Ready
}

// pending is what the scan under way has left to do; nil when there is none.
func (r *root) pending() *pending {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.todo
}

func (r *root) setPending(p *pending) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.todo = p
}

// loadRules returns the root's ignore rules, read again from disk if anew is set.
func (w *Workspace) loadRules(r *root, anew bool) (*walk.Rules, error) {
	r.loading.Lock()
	defer r.loading.Unlock()
	if r.rules != nil && !anew {
		return r.rules, nil
	}
	rules, err := walk.NewRules(walk.Options{
		Root:        r.dir,
		MaxFileSize: w.options.MaxFileSize,
		Warn: func(path string, err error) {
			if !errors.Is(err, fs.ErrNotExist) {
				w.options.Logger.Warn("passed over", "root", r.dir, "path", path, "error", err)
			}
		},
	})
	if err != nil {
		return nil, err
	}
	r.rules = rules
	return rules, nil
}

// rule tells why a scan would not index a path of the root; "" when it would.
func (w *Workspace) rule(r *root, path string) chunker.Reason {
	rules, err := w.loadRules(r, false)
	if err != nil {
		return chunker.Unreadable
	}
	return rules.Reason(path)
}
