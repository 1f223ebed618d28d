package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
	"go.lsp.dev/uri"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/chunk-lsp/chunk-lsp/index/walk"
)

func newChunksCommand(s *settings) *cobra.Command {
	var detail string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "chunks [PATH...]",
		Short: "Parse files and list their chunks; nothing is stored",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = []string{"."}
			}
			opened, err := s.openInMemory()
			if err != nil {
				return err
			}
			found := 0
			for _, path := range args {
				n, listErr := opened.list(cmd, path, detail, asJSON)
				found += n
				err = errors.Join(err, listErr)
			}
			if err = errors.Join(err, opened.close()); err == nil && found == 0 {
				return errNothing
			}
			return err
		},
	}
	f := cmd.Flags()
	f.StringVar(&detail, "detail", "", "full, folded, signature or name (default: name, with --json full)")
	f.BoolVar(&asJSON, "json", false, "print the protocol's chunks, one a line")
	return cmd
}

// list prints the chunks of a file, or of all files in a folder, and counts them.
func (s *session) list(cmd *cobra.Command, path, detail string, asJSON bool) (int, error) {
	if detail == "" && !asJSON {
		detail = "name"
	}
	root, files, err := filesOf(cmd.Context(), path)
	if err != nil {
		return 0, err
	}
	found := 0
	printer := newPrinter(cmd.OutOrStdout(), root, asJSON)
	err = s.ask(cmd.Context(), root, func(c *client) error {
		for _, file := range files {
			params := map[string]any{"textDocument": map[string]any{"uri": uri.File(file)}, "detail": detail}
			result, err := c.chunks(cmd.Context(), "chunk/inFile", params)
			if err != nil && len(files) > 1 && cmd.Context().Err() == nil {
				s.log.Info("passed over", "path", file, "error", err)
				continue // a binary file among others
			}
			if err != nil {
				return err
			}
			found += len(result.Chunks)
			if err := printer.lines(result); err != nil {
				return err
			}
		}
		return nil
	})
	return found, err
}

// filesOf lists what the ignore rules let through below a folder, sorted; a file stands for
// itself.
func filesOf(ctx context.Context, path string) (root string, files []string, err error) {
	path, err = filepath.Abs(path)
	if err != nil {
		return "", nil, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", nil, err
	}
	if !info.IsDir() {
		return filepath.Dir(path), []string{path}, nil
	}
	err = walk.Walk(ctx, walk.Options{Root: path, MaxFileSize: chunker.DefaultMaxFileSize}, func(f walk.File) {
		if f.Reason == "" {
			files = append(files, filepath.Join(path, filepath.FromSlash(f.Path)))
		}
	})
	slices.Sort(files)
	return path, files, err
}
