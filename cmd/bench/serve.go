package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

const (
	// settleTime is how long a server that nobody asks is left alone, so that its workers end.
	settleTime = 15 * time.Second
	// idleTime is how long its CPU is watched afterwards.
	idleTime = 10 * time.Second
	// ticks is what /proc counts CPU time in, on every Linux (proc(5), USER_HZ).
	ticks = 100
)

// takeServe measures what a server costs that is only there.
func takeServe(ctx context.Context, b *bench) (table, error) {
	folder, err := b.folder(ctx, "go")
	if err != nil {
		return nil, err
	}
	store, err := b.fresh("serve")
	if err != nil {
		return nil, err
	}
	t := table{figureHeading}
	empty, err := b.starts(ctx, store, folder)
	if err != nil {
		return nil, err
	}
	if store, err = b.fresh("serve"); err != nil {
		return nil, err
	}
	scanned, settled, idle, err := b.residence(ctx, store, folder)
	if err != nil {
		return nil, err
	}
	full, err := b.starts(ctx, store, folder)
	if err != nil {
		return nil, err
	}
	t.atMost("start until initialize is answered, store with GOROOT", 50, milliseconds(full), " ms")
	t.atMost("start until initialize is answered, new store", 50, milliseconds(empty), " ms")
	t.note("resident when the first scan has ended: server, workers", fmt.Sprintf("%s MB, %s MB", number(megabytes(scanned.server)), number(megabytes(scanned.workers))))
	t.note(settleTime.String()+" later: server, workers", fmt.Sprintf("%s MB, %s MB", number(megabytes(settled.server)), number(megabytes(settled.workers))))
	t.atMost("both together", 150, megabytes(settled.server+settled.workers), " MB")
	t.atMost("CPU in "+idleTime.String()+" of idleness", 0, milliseconds(idle), " ms")
	return t, nil
}

// residence indexes a folder in a server and leaves it alone.
func (b *bench) residence(ctx context.Context, store, folder string) (scanned, settled cost, idle time.Duration, err error) {
	c, err := b.serve(ctx, store, folder)
	if err != nil {
		return scanned, settled, 0, err
	}
	defer func() { err = errors.Join(err, c.close()) }()
	if err := errors.Join(c.begin(), c.untilReady()); err != nil {
		return scanned, settled, 0, err
	}
	pid := c.cmd.Process.Pid
	scanned.server, scanned.workers = resident(pid)
	time.Sleep(settleTime)
	settled.server, settled.workers = resident(pid)
	before, err := processCPU(pid)
	if err != nil {
		return scanned, settled, 0, err
	}
	time.Sleep(idleTime)
	after, err := processCPU(pid)
	return scanned, settled, after - before, err
}

// starts is the median time until initialize is answered.
func (b *bench) starts(ctx context.Context, store, folder string) (time.Duration, error) {
	var all []time.Duration
	for range b.runs {
		c, err := b.serve(ctx, store, folder)
		if err != nil {
			return 0, err
		}
		all = append(all, c.ready)
		if err := c.close(); err != nil {
			return 0, err
		}
	}
	return median(all), nil
}

// processCPU is the CPU time of a running process and of its children that have ended.
func processCPU(pid int) (time.Duration, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	// pid (name) state ppid ...; a name may hold blanks.
	_, rest, _ := strings.Cut(string(text), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 15 {
		return 0, fmt.Errorf("/proc/%d/stat: %q", pid, text)
	}
	var total int64
	for _, field := range fields[11:15] { // utime, stime, cutime, cstime
		n, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("/proc/%d/stat: %w", pid, err)
		}
		total += n
	}
	return time.Duration(total) * time.Second / ticks, nil
}
