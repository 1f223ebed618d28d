package worker

import (
	"os"
	"sync"
	"time"
)

const guardInterval = 20 * time.Millisecond

// guard ends the process when a job runs far over its limits. The parser's own limit is not
// looked at inside one lex step, which can take quadratic time.
type guard struct {
	timer *time.Timer

	mu        sync.Mutex // guards what follows
	running   bool
	cpuLimit  time.Duration // of the process, since its start
	maxMemory int64         // bytes
}

func newGuard() *guard {
	g := &guard{}
	g.timer = time.AfterFunc(time.Hour, g.check)
	g.timer.Stop()
	return g
}

func (g *guard) start(budget time.Duration, maxMemory int64) {
	used, err := measure()
	if err != nil {
		return // no figures on this system: the pool's wall-clock limit remains
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.running = true
	// Parsing and querying keep to the budget together; the rest is for assembling chunks.
	g.cpuLimit = used.cpu + 2*budget + time.Second/2
	g.maxMemory = maxMemory
	g.timer.Reset(guardInterval)
}

func (g *guard) stop() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.running = false
	g.timer.Stop()
}

func (g *guard) check() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.running {
		return
	}
	used, err := measure()
	switch {
	case err != nil:
		return
	case used.cpu > g.cpuLimit:
		os.Exit(exitHung)
	case used.memory > g.maxMemory:
		os.Exit(exitMemory)
	}
	g.timer.Reset(guardInterval)
}
