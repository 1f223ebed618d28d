package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/chunk-lsp/chunk-lsp/index"
	"github.com/chunk-lsp/chunk-lsp/kv"
)

// cost is what a process took from its start to its end, its children included.
type cost struct {
	wall, cpu time.Duration
	// The most memory resident at once in bytes, where it was asked for: in the process
	// itself, and in all of its children together.
	server, workers int64
}

// sampleEvery is how often a running process is asked for its memory.
const sampleEvery = 20 * time.Millisecond

// command runs a program and returns its output.
func command(ctx context.Context, watchMemory bool, name string, args ...string) ([]byte, cost, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	var out, messages bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &messages
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, cost{}, err
	}
	var c cost
	done := make(chan struct{})
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		if watchMemory {
			c.watch(cmd.Process.Pid, done)
		}
	}()
	err := cmd.Wait()
	c.wall = time.Since(start)
	close(done)
	<-watched
	if err != nil {
		return nil, c, fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, messages.String())
	}
	c.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime() // Wait counts reaped children
	return out.Bytes(), c, nil
}

func (c *cost) watch(pid int, done <-chan struct{}) {
	tick := time.NewTicker(sampleEvery)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return
		case <-tick.C:
			server, workers := resident(pid)
			c.server, c.workers = max(c.server, server), max(c.workers, workers)
		}
	}
}

// resident is the memory in bytes that a process and its children hold.
func resident(pid int) (server, workers int64) {
	for _, child := range children(pid) {
		workers += residentOne(child)
	}
	return residentOne(pid), workers
}

func residentOne(pid int) int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid)) // proc(5): size resident ..., in pages
	if err != nil {
		return 0 // it has ended
	}
	fields := strings.Fields(string(text))
	if len(fields) < 2 {
		return 0
	}
	pages, _ := strconv.ParseInt(fields[1], 10, 64) // a number, says proc(5)
	return pages * int64(os.Getpagesize())
}

func children(pid int) []int {
	var all []int
	lists, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid)) // the pattern is sound
	for _, path := range lists {
		text, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		for _, field := range strings.Fields(string(text)) {
			if child, err := strconv.Atoi(field); err == nil {
				all = append(all, child)
			}
		}
	}
	return all
}

// selfCPU is the CPU time of this process so far.
func selfCPU() (time.Duration, error) {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0, fmt.Errorf("getrusage: %w", err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano()), nil
}

// report is what chunk-lsp index --json prints.
type report struct {
	Summary index.Summary `json:"summary"`
	Counts  kv.Counts     `json:"counts"`
}

// index runs chunk-lsp index.
func (b *bench) index(ctx context.Context, store, folder string, watchMemory bool) (report, cost, error) {
	var r report
	out, c, err := command(ctx, watchMemory, b.binary, "--store", store, "index", "--json", folder)
	if err != nil {
		return r, c, err
	}
	if err := json.Unmarshal(out, &r); err != nil {
		return r, c, fmt.Errorf("chunk-lsp index: %w", err)
	}
	return r, c, nil
}

// size is how many bytes the files of a folder hold.
func size(folder string) (int64, error) {
	var total int64
	err := filepath.WalkDir(folder, func(_ string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			total += info.Size()
		}
		return err
	})
	return total, err
}
