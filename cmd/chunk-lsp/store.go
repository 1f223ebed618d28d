package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/chunk-lsp/chunk-lsp/kv"
)

func newStoreCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{Use: "store", Short: "Look at the store, or clear it"}
	cmd.AddCommand(
		s.storeCommand("verify", "Check every reference and count in the store", verify),
		s.storeCommand("stats", "Show what the store holds and how large it is", stats),
		s.storeCommand("dump", "Print every record, one a line", func(cmd *cobra.Command, o *session) error {
			return o.store.Dump(cmd.Context(), cmd.OutOrStdout())
		}),
		&cobra.Command{
			Use: "path", Short: "Print the store's folder", Args: cobra.NoArgs,
			RunE: func(cmd *cobra.Command, _ []string) error {
				path, err := s.storePath()
				if err == nil {
					_, err = fmt.Fprintln(cmd.OutOrStdout(), path)
				}
				return err
			},
		},
		&cobra.Command{
			Use: "clear", Short: "Delete the store; it is built again when it is needed", Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error { return s.clear() },
		},
	)
	return cmd
}

func (s *settings) storeCommand(use, short string, do func(*cobra.Command, *session) error) *cobra.Command {
	return &cobra.Command{
		Use: use, Short: short, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.with(func(opened *session) error { return do(cmd, opened) })
		},
	}
}

func verify(cmd *cobra.Command, o *session) error {
	problems, err := o.store.Verify(cmd.Context())
	if err != nil {
		return err
	}
	for _, p := range problems {
		fmt.Fprintln(cmd.OutOrStdout(), p)
	}
	if len(problems) > 0 {
		return fmt.Errorf("%d problems; chunk-lsp store clear starts anew", len(problems))
	}
	_, err = fmt.Fprintln(cmd.OutOrStdout(), "the store is sound")
	return err
}

func stats(cmd *cobra.Command, o *session) error {
	out := cmd.OutOrStdout()
	all, err := o.store.Stats()
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s, format %d, %.1f MB on disk\n", o.storePath, all.Format, float64(all.DiskBytes)/1e6)
	roots, err := o.store.Roots()
	if err != nil {
		return err
	}
	for _, path := range roots {
		root, err := o.store.Root(path)
		if err != nil {
			return err
		}
		c, err := root.Counts()
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%s: %d files, %d chunks, %d symbols\n", path, c.Files, c.Chunks, c.Symbols)
	}
	return nil
}

// clear deletes the store's folder while holding its lock, so that no process loses it
// while using it.
func (s *settings) clear() error {
	path, err := s.storePath()
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	store, err := kv.Open(kv.Options{Dir: path})
	var locked *kv.LockedError
	switch {
	case errors.As(err, &locked):
		return err
	case err == nil:
		if err := store.Close(); err != nil {
			return err
		}
	}
	return os.RemoveAll(path)
}
