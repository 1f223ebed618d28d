package index

import (
	"bytes"
	"context"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/sync/errgroup"

	"github.com/chunk-lsp/chunk-lsp/chunker"
)

// maxEager is how many files a query parses at once during a first scan. A name that more files
// hold is so common that the scan gets to most of them as soon.
const maxEager = 200

// pending are the files that a scan has met and not yet stored.
type pending struct {
	walked chan struct{} // closed when the walk has met every file

	mu    sync.Mutex // guards what follows
	whole bool       // the walk ended without an error
	paths map[string]bool
	holds int           // queries under way that search these files
	free  chan struct{} // closed while there are none
}

func newPending() *pending {
	free := make(chan struct{})
	close(free)
	return &pending{walked: make(chan struct{}), paths: map[string]bool{}, free: free}
}

// hold makes the scan wait, until release, before it goes on to the next file: somebody waits
// for a query, nobody for the scan.
func (p *pending) hold() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.holds++; p.holds == 1 {
		p.free = make(chan struct{})
	}
}

func (p *pending) release() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.holds--; p.holds == 0 {
		close(p.free)
	}
}

// wait returns when no query holds the scan.
func (p *pending) wait(ctx context.Context) {
	p.mu.Lock()
	free := p.free
	p.mu.Unlock()
	select {
	case <-free:
	case <-ctx.Done():
	}
}

func (p *pending) add(path string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.paths[path] = true
}

func (p *pending) remove(path string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.paths, path)
}

// end says that the walk is over.
func (p *pending) end(err error) {
	p.mu.Lock()
	p.whole = err == nil
	p.mu.Unlock()
	close(p.walked)
}

// list waits for the walk and gives what is left to do; ok is false when the walk failed.
func (p *pending) list(ctx context.Context) (paths []string, ok bool) {
	select {
	case <-p.walked:
	case <-ctx.Done():
		return nil, false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Collect(maps.Keys(p.paths)), p.whole
}

// complete makes the store's answer to an exact query complete while the root's first scan is still
// under way: the files not yet stored are searched for the name's bytes, and those that hold it
// are parsed at once. It reports whether nothing can be missing now.
func (m *matcher) complete(ctx context.Context, r *root) bool {
	if r.complete() {
		return true
	}
	todo := r.pending()
	if todo == nil {
		return r.complete() // the scan may have ended in between
	}
	if !m.exact {
		return false
	}
	paths, ok := todo.list(ctx)
	if !ok {
		return false
	}
	todo.hold()
	defer todo.release()
	holders := m.holders(ctx, r, paths)
	whole := len(holders) <= maxEager
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.NumCPU())
	for _, id := range holders[:min(len(holders), maxEager)] {
		group.Go(func() error {
			// A file without chunks holds no definition; what can't be read is told by chunk/status.
			_, _, _ = m.snapshot.workspace.mend(ctx, r, id)
			return ctx.Err()
		})
	}
	return group.Wait() == nil && whole
}

// holders are the files, nearest first, whose text holds the name asked for.
func (m *matcher) holders(ctx context.Context, r *root, paths []string) []FileID {
	// What the queries have in common: the last one's name ends in the others'.
	needle := searchable(m.queries[0].Segments[len(m.queries[0].Segments)-1])
	var mu sync.Mutex // guards found
	var found []FileID
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(2 * runtime.NumCPU())
	for _, path := range paths {
		id := FileID{r.dir, path}
		if m.snapshot.overlays[id] != nil || !m.mayHold(id) {
			continue
		}
		group.Go(func() error {
			text, _, err := m.snapshot.workspace.readText(r, path)
			if err != nil || !bytes.Contains(text, needle) || chunker.Detect(path, text) == nil {
				return ctx.Err()
			}
			mu.Lock()
			defer mu.Unlock()
			found = append(found, id)
			return ctx.Err()
		})
	}
	if group.Wait() != nil {
		return nil
	}
	slices.SortFunc(found, func(a, b FileID) int {
		if d := m.nearness(a) - m.nearness(b); d != 0 {
			return d
		}
		return strings.Compare(a.Path, b.Path)
	})
	return found
}

// mayHold applies the filters that look at the path only.
func (m *matcher) mayHold(id FileID) bool {
	return len(m.within) == 0 || slices.ContainsFunc(m.within, func(dir FileID) bool { return contains(dir, id) })
}

// searchable is the longest run of a name that stands in any text that declares it: the
// blank in "operator ==" need not.
func searchable(name string) []byte {
	longest := ""
	for _, run := range strings.FieldsFunc(name, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if len(run) > len(longest) {
			longest = run
		}
	}
	return []byte(longest)
}
