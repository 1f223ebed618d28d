package main

import (
	"path/filepath"

	"github.com/spf13/cobra"
	"go.lsp.dev/uri"
)

// symbolFlags are the parameters of chunk/bySymbol that the command line sets.
type symbolFlags struct {
	dir, match, detail      string
	kinds, languages, paths []string
	limit                   int
	json                    bool
}

func newSymbolCommand(s *settings) *cobra.Command {
	var o symbolFlags
	cmd := &cobra.Command{
		Use:   "symbol NAME",
		Short: "Show where a name is defined, and its text",
		Example: "  chunk-lsp symbol Store.Open\n" +
			"  chunk-lsp symbol --match prefix --detail name Parse",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return s.symbol(cmd, args[0], o) },
	}
	f := cmd.Flags()
	f.StringVarP(&o.dir, "root", "C", ".", "folder to look in; the repository around it is indexed")
	f.StringVar(&o.match, "match", "exact", "exact or prefix")
	f.StringVar(&o.detail, "detail", "full", "full, folded, signature or name")
	f.StringSliceVar(&o.kinds, "kind", nil, "only these kinds")
	f.StringSliceVar(&o.languages, "language", nil, "only these languages")
	f.StringSliceVar(&o.paths, "in", nil, "only in these files and folders")
	f.IntVar(&o.limit, "limit", 50, "at most so many")
	f.BoolVar(&o.json, "json", false, "print the answer of the protocol")
	return cmd
}

func (s *settings) symbol(cmd *cobra.Command, name string, o symbolFlags) error {
	ctx := cmd.Context()
	root, err := projectRoot(o.dir)
	if err != nil {
		return err
	}
	within := make([]string, 0, len(o.paths))
	for _, p := range o.paths {
		absolute, err := filepath.Abs(p)
		if err != nil {
			return err
		}
		within = append(within, string(uri.File(absolute)))
	}
	return s.with(func(opened *session) error {
		if _, err := opened.scan(ctx, root); err != nil {
			return err
		}
		return opened.ask(ctx, root, func(c *client) error {
			result, err := c.chunks(ctx, "chunk/bySymbol", map[string]any{
				"symbol": name, "match": o.match, "detail": o.detail, "kinds": o.kinds,
				"languages": o.languages, "uris": within, "limit": o.limit,
			})
			if err != nil {
				return err
			}
			return newPrinter(cmd.OutOrStdout(), root, o.json).result(result)
		})
	})
}
