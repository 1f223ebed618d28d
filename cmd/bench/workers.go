package main

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
)

var workersMetric = regexp.MustCompile(`([0-9.]+) workers/in-process`)

// takeWorkers runs the benchmark of package worker, which knows both ways to chunk.
func takeWorkers(ctx context.Context, b *bench) (table, error) {
	out, _, err := command(ctx, false, "go", "test", "-run=^$", "-bench=^BenchmarkCost$", "-benchtime=1x",
		"-count="+strconv.Itoa(b.runs), "./worker")
	if err != nil {
		return nil, err
	}
	var all []float64
	for _, m := range workersMetric.FindAllSubmatch(out, -1) {
		x, err := strconv.ParseFloat(string(m[1]), 64)
		if err != nil {
			return nil, err
		}
		all = append(all, x)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("BenchmarkCost reports nothing: %s", out)
	}
	t := table{figureHeading}
	t.atMost("CPU in worker processes ÷ CPU in process, 1,500 Go files", 1.05, median(all), "")
	return t, nil
}
