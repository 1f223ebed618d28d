package main

import (
	"context"
	"fmt"
	"runtime"
	"time"

	sitter "github.com/smacker/go-tree-sitter"
	"golang.org/x/sync/errgroup"
)

// bareParse parses the files and looks at nothing, with one parser a thread.
func bareParse(ctx context.Context, files []file, threads int) (cost, error) {
	return measured(func() error {
		next := make(chan file)
		group, ctx := errgroup.WithContext(ctx)
		group.Go(func() error {
			defer close(next)
			for _, f := range files {
				select {
				case next <- f:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			return nil
		})
		for range threads {
			group.Go(func() error {
				parser := sitter.NewParser()
				defer parser.Close()
				for f := range next {
					parser.SetLanguage(f.language.Grammar())
					tree, err := parser.ParseCtx(context.Background(), nil, f.text)
					if err != nil {
						return fmt.Errorf("bare parse of %s: %w", f.path, err)
					}
					tree.Close()
				}
				return nil
			})
		}
		return group.Wait()
	})
}

// measured is what do costs in this process.
func measured(do func() error) (cost, error) {
	runtime.GC() // what was left before is not do's
	before, err := selfCPU()
	if err != nil {
		return cost{}, err
	}
	start := time.Now()
	if err := do(); err != nil {
		return cost{}, err
	}
	wall := time.Since(start)
	after, err := selfCPU()
	return cost{wall: wall, cpu: after - before}, err
}
