package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// warmRun is one run of an index in which nothing has changed, beside git's list of the same files.
type warmRun struct {
	index   cost
	elapsed time.Duration // of the scan alone
	parsed  int
	git     cost // git ls-files and an lstat of each file
}

func takeWarm(ctx context.Context, b *bench) (table, error) {
	repo, err := b.goRepository(ctx)
	if err != nil {
		return nil, err
	}
	store, err := b.fresh("warm")
	if err != nil {
		return nil, err
	}
	// The first two bring the store into the state in which it stays.
	for range 2 {
		if _, _, err := b.index(ctx, store, repo, false); err != nil {
			return nil, err
		}
	}
	var runs []warmRun
	for range b.runs {
		var r warmRun
		if r.git, err = gitList(ctx, repo); err != nil {
			return nil, err
		}
		report, c, err := b.index(ctx, store, repo, false)
		if err != nil {
			return nil, err
		}
		r.index, r.elapsed, r.parsed = c, report.Summary.Elapsed, report.Summary.Parsed
		runs = append(runs, r)
	}
	t := table{figureHeading}
	t.atMost("wall time of the scan ÷ git's", 1.5, medianOf(runs, func(r warmRun) float64 { return ratio(r.elapsed, r.git.wall) }), "")
	t.atMost("wall time of the whole command ÷ git's", 1.5, medianOf(runs, func(r warmRun) float64 { return ratio(r.index.wall, r.git.wall) }), "")
	t.atMost("CPU of the whole command ÷ git's", 1.5, medianOf(runs, func(r warmRun) float64 { return ratio(r.index.cpu, r.git.cpu) }), "")
	t.atMost("files parsed", 0, float64(medianOf(runs, func(r warmRun) int { return r.parsed })), "")
	t.note("wall time: scan, whole command, git", fmt.Sprintf("%s ms, %s ms, %s ms",
		number(milliseconds(medianOf(runs, func(r warmRun) time.Duration { return r.elapsed }))),
		number(milliseconds(medianOf(runs, func(r warmRun) time.Duration { return r.index.wall }))),
		number(milliseconds(medianOf(runs, func(r warmRun) time.Duration { return r.git.wall })))))
	t.note("CPU: whole command, git", fmt.Sprintf("%s ms, %s ms",
		number(milliseconds(medianOf(runs, func(r warmRun) time.Duration { return r.index.cpu }))),
		number(milliseconds(medianOf(runs, func(r warmRun) time.Duration { return r.git.cpu })))))
	return t, nil
}

// goRepository is a copy of GOROOT/src with everything committed.
func (b *bench) goRepository(ctx context.Context) (string, error) {
	folder, err := b.folder(ctx, "go")
	if err != nil {
		return "", err
	}
	repo, err := b.fresh("repository")
	if err != nil {
		return "", err
	}
	if err := copyTree(repo, folder); err != nil {
		return "", err
	}
	for _, args := range [][]string{
		{"init", "--quiet"},
		{"add", "--all", "--force"},
		{"-c", "user.name=bench", "-c", "user.email=bench@localhost", "commit", "--quiet", "--message=all"},
	} {
		if _, _, err := command(ctx, false, "git", append([]string{"-C", repo}, args...)...); err != nil {
			return "", err
		}
	}
	return repo, nil
}

// gitList lists a repository's files with git and looks at each.
func gitList(ctx context.Context, repo string) (cost, error) {
	var listed []byte
	var git cost
	own, err := measured(func() error {
		var err error
		if listed, git, err = command(ctx, false, "git", "-C", repo, "ls-files", "-z", "-co", "--exclude-standard"); err != nil {
			return err
		}
		for name := range bytes.SplitSeq(bytes.TrimRight(listed, "\x00"), []byte{0}) {
			if _, err := os.Lstat(filepath.Join(repo, string(name))); err != nil {
				return err
			}
		}
		return nil
	})
	own.cpu += git.cpu
	return own, err
}
