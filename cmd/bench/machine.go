package main

import (
	"context"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// takeMachine says where and when the other tables were taken.
func takeMachine(ctx context.Context, b *bench) (table, error) {
	commit, err := exec.CommandContext(ctx, "git", "log", "-1", "--format=%h").Output()
	if err != nil {
		return nil, err
	}
	return table{
		{"machine", ""},
		{"processor", strconv.Itoa(runtime.NumCPU()) + " × " + procField("/proc/cpuinfo", "model name")},
		{"memory", procField("/proc/meminfo", "MemTotal")},
		{"system", runtime.GOOS + "/" + runtime.GOARCH + ", " + runtime.Version()},
		{"load before", firstLine("/proc/loadavg")},
		{"taken", time.Now().Format(time.DateOnly) + " from commit " + strings.TrimSpace(string(commit))},
		{"runs", strconv.Itoa(b.runs)},
	}, nil
}

// procField is the first value of a key in a file of "key : value" lines; "?" when there is none.
func procField(path, key string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return "?"
	}
	for line := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == key {
			return strings.TrimSpace(value)
		}
	}
	return "?"
}

func firstLine(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return "?"
	}
	line, _, _ := strings.Cut(string(text), "\n")
	return line
}
