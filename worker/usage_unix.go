//go:build unix && !linux

package worker

import (
	"fmt"
	"runtime"
	"syscall"
	"time"
)

func measure() (usage, error) {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return usage{}, fmt.Errorf("getrusage: %w", err)
	}
	unit := int64(1024)
	if runtime.GOOS == "darwin" {
		unit = 1 // getrusage(2) counts bytes there
	}
	cpu := time.Duration(r.Utime.Nano() + r.Stime.Nano())
	return usage{cpu: cpu, memory: int64(r.Maxrss) * unit}, nil
}
