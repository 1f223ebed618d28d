package main

import (
	"context"
	"fmt"
	"runtime"
)

// coldRun is one run of a first index beside a bare parse of the same files.
type coldRun struct {
	report report
	index  cost
	bare   cost
	store  int64 // bytes after the command has ended
}

func takeCold(ctx context.Context, b *bench) (table, error) {
	folder, err := b.folder(ctx, "go")
	if err != nil {
		return nil, err
	}
	whole, err := readCorpus(ctx, folder)
	if err != nil {
		return nil, err
	}
	same := corpus{files: whole.files, text: totalSize(whole.files)}
	if same.folder, err = b.fresh("same"); err != nil {
		return nil, err
	}
	if err := copyTo(same.folder, same.files, ""); err != nil {
		return nil, err
	}
	t := table{figureHeading}
	for _, c := range []struct {
		name string
		corpus
	}{{"GOROOT/src, the files that have a grammar", same}, {"GOROOT/src, all files", whole}} {
		runs, err := b.cold(ctx, c.corpus)
		if err != nil {
			return nil, err
		}
		addCold(&t, c.name, c.corpus, runs)
	}
	return t, nil
}

func (b *bench) cold(ctx context.Context, c corpus) ([]coldRun, error) {
	var runs []coldRun
	files := distinct(c.files)
	for range b.runs {
		var r coldRun
		var err error
		if r.bare, err = bareParse(ctx, files, runtime.NumCPU()); err != nil {
			return nil, err
		}
		store, err := b.fresh("cold")
		if err != nil {
			return nil, err
		}
		if r.report, r.index, err = b.index(ctx, store, c.folder, false); err != nil {
			return nil, err
		}
		if r.store, err = size(store); err != nil {
			return nil, err
		}
		runs = append(runs, r)
	}
	return runs, nil
}

func addCold(t *table, name string, c corpus, runs []coldRun) {
	pair := func(unit string, index, bare func(coldRun) float64) string {
		return fmt.Sprintf("%s%s, %s%s", number(medianOf(runs, index)), unit, number(medianOf(runs, bare)), unit)
	}
	parsed := megabytes(totalSize(distinct(c.files)))
	first := runs[0].report
	t.add("**"+name+"**", "", fmt.Sprintf("%d files, %s MB of text, of which %s MB are parsed; %d chunks, %d symbols",
		first.Counts.Files, number(megabytes(c.text)), number(parsed), first.Counts.Chunks, first.Counts.Symbols), "")
	t.atMost("CPU of the index ÷ CPU of the bare parse", 1.3, medianOf(runs, func(r coldRun) float64 { return ratio(r.index.cpu, r.bare.cpu) }), "")
	t.atMost("wall time of the index ÷ its CPU", 0.6, medianOf(runs, func(r coldRun) float64 { return ratio(r.index.wall, r.index.cpu) }), "")
	t.note("CPU: index, bare parse", pair(" s",
		func(r coldRun) float64 { return r.index.cpu.Seconds() }, func(r coldRun) float64 { return r.bare.cpu.Seconds() }))
	t.note("wall time: index, bare parse", pair(" s",
		func(r coldRun) float64 { return r.index.wall.Seconds() }, func(r coldRun) float64 { return r.bare.wall.Seconds() }))
	t.note("a CPU second does: index, bare parse", pair(" MB",
		func(r coldRun) float64 { return megabytes(c.text) / r.index.cpu.Seconds() }, func(r coldRun) float64 { return parsed / r.bare.cpu.Seconds() }))
	t.atMost("store ÷ text, when the command has ended", 0.5,
		medianOf(runs, func(r coldRun) float64 { return ratio(r.store, c.text) }), "")
}
