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
	cpuLimit  time.Duration // of the process, since its start; 0 until the first check of a job
	allowance time.Duration // CPU time of the job
	maxMemory int64         // bytes
}

func newGuard() *guard {
	g := &guard{}
	g.timer = time.AfterFunc(time.Hour, g.check)
	g.timer.Stop()
	return g
}

// start begins to watch a job. Most jobs are over before the first check, so what the process has used
// until then is asked only there.
func (g *guard) start(budget time.Duration, maxMemory int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.running = true
	// Parsing and querying keep to the budget together; the rest is for assembling chunks.
	g.allowance = 2*budget + time.Second/2
	g.cpuLimit = 0
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
	if err != nil {
		return // no figures on this system: the pool's wall-clock limit remains
	}
	if g.cpuLimit == 0 {
		g.cpuLimit = used.cpu + g.allowance
	}
	switch {
	case used.cpu > g.cpuLimit:
		os.Exit(exitHung)
	case used.memory > g.maxMemory:
		os.Exit(exitMemory)
	}
	g.timer.Reset(guardInterval)
}
