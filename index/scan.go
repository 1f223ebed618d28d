package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"runtime/debug"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/chunk-lsp/chunk-lsp/index/walk"
	"github.com/chunk-lsp/chunk-lsp/kv"
	"github.com/chunk-lsp/chunk-lsp/worker"
)

// Progress of a scan under way.
type Progress struct {
	Found int   // files that the walk has met so far
	Done  int   // files that are dealt with, unchanged ones included
	Bytes int64 // size of the files that were read
}

// Summary of a scan.
type Summary struct {
	Files   int   // files below the root that the ignore rules let through
	Read    int   // files that were new or had changed
	Parsed  int   // files of those whose bytes the store had no chunks of
	Deleted int   // records of files that are gone
	Bytes   int64 // size of the files that were read
	Elapsed time.Duration
}

// Scan brings the store up to date with a root: new and changed files are chunked,
// unchanged ones (by size, modification time and fingerprint) are left alone, the records of deleted ones
// removed. A second scan of a root waits for the first. report, if not nil, is called now
// and then, never by two goroutines at a time.
func (w *Workspace) Scan(ctx context.Context, dir string, report func(Progress)) (Summary, error) {
	r := w.root(dir)
	if r == nil {
		return Summary{}, fmt.Errorf("index: %s is no root", dir)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(w.ctx, cancel)()
	r.scanning.Lock()
	defer r.scanning.Unlock()
	start := time.Now()
	s := &scan{workspace: w, root: r, report: report, pending: newPending()}
	r.setPending(s.pending)
	defer r.setPending(nil)
	if err := s.run(ctx); err != nil {
		return s.summary, fmt.Errorf("index: scan %s: %w", dir, err)
	}
	s.summary.Elapsed = time.Since(start)
	w.options.Logger.Info("scanned", "root", dir, "files", s.summary.Files, "read", s.summary.Read,
		"parsed", s.summary.Parsed, "deleted", s.summary.Deleted, "elapsed", s.summary.Elapsed)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.state = Ready
	return s.summary, nil
}

// scan is one scan under way. The walk's goroutine owns known and found, the writer's
// goroutine owns the rest of the summary.
type scan struct {
	workspace *Workspace
	root      *root
	report    func(Progress)
	summary   Summary
	progress  progress
	pending   *pending

	known map[string]kv.FileRecord // records whose file the walk has not met yet
}

func (s *scan) run(ctx context.Context) error {
	rules, err := s.workspace.loadRules(s.root, true)
	if err != nil {
		s.pending.end(err)
		return err
	}
	if err := s.load(ctx); err != nil {
		s.pending.end(err)
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	found, changes := make(chan walk.File, 1024), make(chan walk.File)
	results := make(chan *kv.Prepared, 64)
	group.Go(func() error {
		defer close(found)
		err := s.walk(ctx, rules, found)
		s.pending.end(err)
		return err
	})
	group.Go(func() error { return queue(ctx, found, changes) })
	group.Go(func() error {
		defer close(results)
		readers, ctx := errgroup.WithContext(ctx)
		// One more than workers, so that none waits for a disk or a compressor.
		for range runtime.NumCPU() + 1 {
			readers.Go(func() error { return s.read(ctx, changes, results) })
		}
		return readers.Wait()
	})
	group.Go(func() error { return s.write(ctx, results) })
	if err := group.Wait(); err != nil {
		return err
	}
	return s.finish()
}

// queue passes files on without ever making the walk wait: queries want its end soon.
func queue(ctx context.Context, in <-chan walk.File, out chan<- walk.File) error {
	defer close(out)
	var waiting []walk.File
	for in != nil || len(waiting) > 0 {
		var next chan<- walk.File // blocks for ever while nothing is waiting
		var first walk.File
		if len(waiting) > 0 {
			next, first = out, waiting[0]
		}
		select {
		case f, open := <-in:
			if !open {
				in = nil
				continue
			}
			waiting = append(waiting, f)
		case next <- first:
			waiting = waiting[1:]
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// load reads all records of the root, to be compared with what the walk meets.
func (s *scan) load(ctx context.Context) error {
	s.known = map[string]kv.FileRecord{}
	return s.root.stored.Files(ctx, "", func(path string, rec kv.FileRecord) bool {
		s.known[path] = rec
		return true
	})
}

func (s *scan) walk(ctx context.Context, rules *walk.Rules, changes chan<- walk.File) error {
	return rules.Walk(ctx, func(f walk.File) {
		s.summary.Files++
		s.progress.found.Add(1)
		rec, known := s.known[f.Path]
		delete(s.known, f.Path)
		st := stamp{f.Size, f.ModTime}
		if known && s.workspace.proves(st, rec) && (f.Reason == "" || f.Reason == rec.Reason) {
			s.progress.done.Add(1)
			return
		}
		s.pending.add(f.Path)
		select {
		case changes <- f:
		case <-ctx.Done():
		}
	})
}

// read chunks changed files until there are no more.
func (s *scan) read(ctx context.Context, changes <-chan walk.File, results chan<- *kv.Prepared) error {
	for f := range changes {
		s.pending.wait(ctx)
		got, err := s.readFile(ctx, f)
		if errors.Is(err, fs.ErrNotExist) {
			s.progress.done.Add(1)
			s.pending.remove(f.Path)
			continue // it is gone since the walk met it
		}
		if err != nil {
			return fmt.Errorf("%s: %w", f.Path, err)
		}
		prepared, err := s.root.stored.Prepare(&got.entry)
		if err != nil {
			return err
		}
		s.progress.read(got)
		select {
		case results <- prepared:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return ctx.Err()
}

func (s *scan) readFile(ctx context.Context, f walk.File) (*reading, error) {
	if f.Reason != "" {
		return s.workspace.skipped(f.Path, stamp{f.Size, f.ModTime}, f.Reason), nil
	}
	return s.workspace.read(ctx, worker.Background, s.root, f.Path)
}

// maxBatch is how many files are written at once: a batch costs a commit, and what it holds
// is lost together when the process is killed.
const maxBatch = 64

// manyFiles is how many written files are worth sorting into the store's files at once,
// which frees memory and leaves the next start no log to read.
const manyFiles = 500

// write stores what was read, in batches of what is there.
func (s *scan) write(ctx context.Context, results <-chan *kv.Prepared) error {
	for first := range results {
		batch := []*kv.Prepared{first}
		for more := true; more && len(batch) < maxBatch; {
			select {
			case next, open := <-results:
				if open {
					batch = append(batch, next)
				}
				more = open
			default:
				more = false
			}
		}
		if err := s.root.stored.Replace(batch...); err != nil {
			return err
		}
		for _, p := range batch {
			s.pending.remove(p.Path())
		}
		s.progress.done.Add(int64(len(batch)))
		if s.report != nil {
			s.report(s.progress.now())
		}
	}
	return ctx.Err()
}

// finish forgets the files that the walk did not meet.
func (s *scan) finish() error {
	gone := make([]string, 0, len(s.known))
	for p := range s.known {
		gone = append(gone, p)
	}
	s.summary.Deleted = len(gone)
	s.summary.Read = int(s.progress.reads.Load())
	s.summary.Parsed = int(s.progress.parsed.Load())
	s.summary.Bytes = s.progress.bytes.Load()
	if len(gone) > 0 {
		if err := s.root.stored.Delete(gone...); err != nil {
			return err
		}
	}
	store := s.workspace.options.Store
	switch written := s.summary.Read + s.summary.Deleted; {
	case written == 0:
		return nil
	case written < manyFiles:
		return store.Sync()
	}
	err := store.Flush()
	debug.FreeOSMemory() // a first scan needs several times what queries do
	return err
}
