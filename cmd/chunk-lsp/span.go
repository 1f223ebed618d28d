package main

import (
	"errors"
	"path/filepath"

	"github.com/spf13/cobra"
	"go.lsp.dev/uri"
)

func newSpanCommand(s *settings) *cobra.Command {
	var match, detail string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "span FILE:LINE[:COL][-LINE[:COL]]",
		Short: "Show the chunks around a place, the innermost first",
		Example: "  chunk-lsp span kv/store.go:120\n" +
			"  chunk-lsp span --match overlapping main.py:10-40",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			p, err := parsePlace(args[0])
			if err != nil {
				return err
			}
			file, err := filepath.Abs(p.file)
			if err != nil {
				return err
			}
			span, err := p.span()
			if err != nil {
				return err
			}
			root, err := projectRoot(filepath.Dir(file))
			if err != nil {
				return err
			}
			// One file is looked at, so nothing is scanned and nothing need be stored.
			opened, err := s.openInMemory()
			if err != nil {
				return err
			}
			params := map[string]any{"textDocument": map[string]any{"uri": uri.File(file)}, "range": span, "match": match, "detail": detail}
			err = opened.ask(cmd.Context(), root, func(c *client) error {
				result, err := c.chunks(cmd.Context(), "chunk/bySpan", params)
				if err != nil {
					return err
				}
				return newPrinter(cmd.OutOrStdout(), root, asJSON).result(result)
			})
			return errors.Join(err, opened.close())
		},
	}
	f := cmd.Flags()
	f.StringVar(&match, "match", "enclosing", "enclosing, overlapping or exact")
	f.StringVar(&detail, "detail", "full", "full, folded, signature or name")
	f.BoolVar(&asJSON, "json", false, "print the answer of the protocol")
	return cmd
}
