package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
	"go.lsp.dev/uri"

	"github.com/chunk-lsp/chunk-lsp/lsp"
)

func newStatusCommand(s *settings) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "status [PATH]",
		Short: "Show what the index holds of a folder, or why a file is not in it",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			params := map[string]any{}
			dir := "."
			if len(args) == 1 {
				file, err := filepath.Abs(args[0])
				if err != nil {
					return err
				}
				dir, params["uri"] = filepath.Dir(file), uri.File(file)
			}
			root, err := projectRoot(dir)
			if err != nil {
				return err
			}
			return s.with(func(opened *session) error {
				return opened.ask(cmd.Context(), root, func(c *client) error {
					var result lsp.StatusResult
					if err := c.call(cmd.Context(), "chunk/status", params, &result); err != nil {
						return err
					}
					p := newPrinter(cmd.OutOrStdout(), root, asJSON)
					if asJSON {
						return p.encode(&result)
					}
					return p.status(&result)
				})
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the answer of the protocol")
	return cmd
}

func (p *printer) status(r *lsp.StatusResult) error {
	for _, root := range r.Roots {
		nameColor.Fprintln(p.out, root.URI)
		fmt.Fprintf(p.out, "  %d files, %d chunks, %d symbols\n", root.Files, root.Chunks, root.Symbols)
		for _, language := range slices.Sorted(maps.Keys(root.Languages)) {
			fmt.Fprintf(p.out, "  %-16s %d\n", language, root.Languages[language])
		}
		for _, reason := range slices.Sorted(maps.Keys(root.Skipped)) {
			fmt.Fprintf(p.out, "  %-16s %d\n", reason, root.Skipped[reason])
		}
	}
	if f := r.File; f != nil && f.Indexed {
		fmt.Fprintf(p.out, "the file is indexed: %s, %d chunks\n", f.Language, f.Chunks)
	} else if f != nil && f.Reason != "" {
		fmt.Fprintf(p.out, "the file is not indexed: %s\n", f.Reason)
	} else if f != nil {
		fmt.Fprintln(p.out, "the file is not indexed yet")
	}
	_, err := fmt.Fprintf(p.out, "store %s, format %d, %.1f MB\n", r.Store.Path, r.Store.SchemaVersion, float64(r.Store.Bytes)/1e6)
	return err
}
