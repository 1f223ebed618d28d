package worker

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/chunk-lsp/chunk-lsp/chunker"
)

// EnvWorker is set in a worker's environment. A program that uses a Pool with the default
// command calls [Main] at its start when it finds the variable, before anything else.
const EnvWorker = "CHUNK_LSP_WORKER"

// Options of a Pool. Zero values mean the defaults.
type Options struct {
	// Command starts a worker; by default the running program.
	Command []string
	// Size is how many workers chunk in the background, by default one a core; as many more
	// serve urgent jobs.
	Size int
	// ParseBudget is the CPU time for one file; by default chunker.DefaultParseBudget.
	ParseBudget time.Duration
	// MaxMemory is how many bytes a worker may have resident; by default DefaultMaxMemory.
	MaxMemory int64
	Logger    *slog.Logger
}

// DefaultMaxMemory of a worker in bytes. A syntax tree takes 11 to 17 times its source, minified
// JavaScript 120 times (stack.md); files have 4 MiB at the most.
const DefaultMaxMemory = 1 << 30

const (
	// idleTime is how long a worker without work is kept, and lastTime how long the last one
	// is: it has compiled the queries of the languages at hand, which takes up to 0.3 s.
	idleTime = 5 * time.Second
	lastTime = 15 * time.Minute
	// maxCrashes is how often a file may end its worker before the worker's end is taken for
	// the file's doing.
	maxCrashes = 2
	// maxKills is the same for workers that somebody killed, which may be the kernel, each time,
	// for want of memory.
	maxKills = 32
	// wallFactor times the CPU budget is the wall time after which a worker is taken for stuck.
	wallFactor = 20
)

// Pool chunks files in worker processes. It is safe for concurrent use.
type Pool struct {
	options    Options
	background chan struct{} // tokens
	urgent     chan struct{} // tokens

	mu     sync.Mutex // guards what follows
	idle   []*process // newest last
	closed bool
	work   sync.WaitGroup // jobs and idle timers under way
}

// NewPool returns a Pool to be closed by the caller. Workers start when they are needed.
func NewPool(o Options) (*Pool, error) {
	if o.Command == nil {
		self, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("worker: %w", err)
		}
		o.Command = []string{self}
	}
	if o.Size == 0 {
		o.Size = runtime.NumCPU()
	}
	if o.ParseBudget == 0 {
		o.ParseBudget = chunker.DefaultParseBudget
	}
	if o.MaxMemory == 0 {
		o.MaxMemory = DefaultMaxMemory
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	return &Pool{options: o, background: make(chan struct{}, o.Size), urgent: make(chan struct{}, o.Size)}, nil
}

// Urgency tells whether somebody waits for the answer.
type Urgency bool

// Urgent jobs do not queue behind a scan.
const (
	Background Urgency = false
	Urgent     Urgency = true
)

// ErrClosed is returned by a Pool after Close.
var ErrClosed = errors.New("worker: pool is closed")

// Chunk chunks text, which it does not keep. path is for the log only. The error is the context's, or says that no
// worker can be run; whatever text does to its worker comes back as blocks with a reason.
func (p *Pool) Chunk(ctx context.Context, urgency Urgency, language *chunker.Language, path string, text []byte) (chunker.File, error) {
	if language == nil {
		return chunker.Blocks(text, chunker.UnsupportedLanguage), nil
	}
	tokens := p.background
	if urgency == Urgent {
		tokens = p.urgent
	}
	select {
	case tokens <- struct{}{}:
		defer func() { <-tokens }()
	case <-ctx.Done():
		return chunker.File{}, ctx.Err()
	}
	r := request{language.Name, p.options.ParseBudget, p.options.MaxMemory, text}
	for crashes, kills := 0, 0; ; {
		f, err := p.try(ctx, r)
		var died *death
		if !errors.As(err, &died) {
			return f, err
		}
		if ctx.Err() != nil {
			return chunker.File{}, ctx.Err()
		}
		reason := chunker.ParserCrashed
		switch died.cause() {
		case hung:
			reason, crashes = chunker.ParseTimeout, maxCrashes
		case bloated:
			crashes = maxCrashes
		case crashed:
			crashes++
		case killed:
			kills++
		}
		if crashes >= maxCrashes || kills >= maxKills {
			p.options.Logger.Warn("file gets block chunks", "path", path, "language", language.Name, "reason", reason, "error", died)
			return chunker.Blocks(text, reason), nil
		}
		p.options.Logger.Info("worker died, its file is given to another", "path", path, "error", died)
	}
}

func (p *Pool) try(ctx context.Context, r request) (chunker.File, error) {
	worker, err := p.take()
	if err != nil {
		return chunker.File{}, err
	}
	defer p.work.Done()
	f, err := worker.do(ctx, r, wallFactor*r.budget)
	var broken *fault
	switch {
	case err == nil:
		p.give(worker)
	case errors.As(err, &broken):
		p.give(worker)
	case errors.Is(err, errLastAnswer):
		err = nil
	}
	return f, err
}

// take returns an idle worker or a new one, and counts a job.
func (p *Pool) take() (*process, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, ErrClosed
	}
	for len(p.idle) > 0 {
		worker := p.idle[len(p.idle)-1]
		p.idle = p.idle[:len(p.idle)-1]
		if !worker.idle.Stop() {
			continue // its time is up: expire ends it
		}
		p.work.Done() // the timer's
		p.work.Add(1)
		return worker, nil
	}
	worker, err := startProcess(p.options.Command)
	if err != nil {
		return nil, err
	}
	p.work.Add(1)
	return worker, nil
}

// give puts a worker back, to be ended when nobody takes it for a while.
func (p *Pool) give(worker *process) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.work.Add(1)
	if p.closed {
		go p.expire(worker)
		return
	}
	worker.last = false
	worker.idle = time.AfterFunc(idleTime, func() { p.expire(worker) })
	p.idle = append(p.idle, worker)
}

func (p *Pool) expire(worker *process) {
	p.mu.Lock()
	if last := len(p.idle) == 1 && p.idle[0] == worker; last && !worker.last && !p.closed {
		worker.last = true
		worker.idle.Reset(lastTime - idleTime)
		p.mu.Unlock()
		return
	}
	p.idle = slices.DeleteFunc(p.idle, func(other *process) bool { return other == worker })
	p.mu.Unlock()
	worker.close()
	p.work.Done()
}

// Close ends all workers and waits for them. Jobs under way are finished first.
func (p *Pool) Close() {
	p.mu.Lock()
	p.closed = true
	for _, worker := range p.idle {
		if worker.idle.Stop() {
			go p.expire(worker) // p.work counts it
		}
	}
	p.idle = nil
	p.mu.Unlock()
	p.work.Wait()
}
