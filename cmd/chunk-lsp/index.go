package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/chunk-lsp/chunk-lsp/index"
	"github.com/chunk-lsp/chunk-lsp/kv"
)

func newIndexCommand(s *settings) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "index [DIR]",
		Short: "Bring the index of a folder up to date",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			if len(args) == 1 {
				dir = args[0]
			}
			root, err := projectRoot(dir)
			if err != nil {
				return err
			}
			return s.with(func(opened *session) error {
				summary, err := opened.scan(cmd.Context(), root)
				if err != nil {
					return err
				}
				status, err := opened.workspace.Snapshot().Status()
				if err != nil {
					return err
				}
				if len(status) != 1 {
					return errors.New("the index has no root")
				}
				if asJSON {
					return newPrinter(cmd.OutOrStdout(), root, true).encode(indexReport{root, summary, status[0].Counts})
				}
				return printSummary(cmd.OutOrStdout(), root, summary, status[0].Counts)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the figures as JSON")
	return cmd
}

// indexReport is what index --json prints.
type indexReport struct {
	Root    string        `json:"root"`
	Summary index.Summary `json:"summary"`
	Counts  kv.Counts     `json:"counts"`
}

func printSummary(out io.Writer, root string, s index.Summary, c kv.Counts) error {
	nameColor.Fprintln(out, root)
	fmt.Fprintf(out, "  files    %d (%d read, %d parsed, %d gone)\n", c.Files, s.Read, s.Parsed, s.Deleted)
	fmt.Fprintf(out, "  chunks   %d\n  symbols  %d\n", c.Chunks, c.Symbols)
	for _, reason := range slices.Sorted(maps.Keys(c.Skipped)) {
		note := "skipped"
		if slices.Contains([]chunker.Reason{chunker.UnsupportedLanguage, chunker.ParseTimeout, chunker.ParserCrashed}, reason) {
			note = "blocks only"
		}
		fmt.Fprintf(out, "  %-8s %d %s\n", note, c.Skipped[reason], reason)
	}
	if c.ParseErrors > 0 {
		fmt.Fprintf(out, "  syntax errors in %d files; what is whole around them is indexed\n", c.ParseErrors)
	}
	megabytes := float64(s.Bytes) / 1e6
	_, err := fmt.Fprintf(out, "  %.1f MB in %v, %.1f MB/s\n", megabytes, s.Elapsed.Round(time.Millisecond), megabytes/s.Elapsed.Seconds())
	return err
}
