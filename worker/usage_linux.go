package worker

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"syscall"
	"time"
)

// measure does not use getrusage's ru_maxrss: exec carries it over from the parent, so a
// large server would make every worker look large.
func measure() (usage, error) {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return usage{}, fmt.Errorf("getrusage: %w", err)
	}
	text, err := os.ReadFile("/proc/self/statm") // proc(5): size resident ..., in pages
	if err != nil {
		return usage{}, err
	}
	fields := bytes.Fields(text)
	if len(fields) < 2 {
		return usage{}, fmt.Errorf("/proc/self/statm: %q", text)
	}
	pages, err := strconv.ParseInt(string(fields[1]), 10, 64)
	if err != nil {
		return usage{}, fmt.Errorf("/proc/self/statm: %w", err)
	}
	return usage{cpu: time.Duration(r.Utime.Nano() + r.Stime.Nano()), memory: pages * int64(os.Getpagesize())}, nil
}
