package main

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/chunk-lsp/chunk-lsp/kv"
)

// version is set by release builds: -ldflags "-X main.version=v1.2.3".
var version string

// programVersion is the release, or what the Go toolchain knows of the build.
func programVersion() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// settings are the flags that all subcommands share.
type settings struct {
	storeDir    string
	logLevel    string
	workers     int
	maxFileSize int64
	parseBudget time.Duration
}

func newRootCommand() *cobra.Command {
	s := &settings{}
	serve := newServeCommand(s)
	root := &cobra.Command{
		Use:           "chunk-lsp",
		Short:         "Finds the exact piece of code for editors and code generators",
		Long:          "chunk-lsp is a language-server sidecar: it finds code by place (\"what am I in?\") and by name\n(\"where is this defined, and what is its text?\"). Without a subcommand it serves an editor over stdio.",
		Args:          cobra.NoArgs,
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE:          serve.RunE,
	}
	flags := root.PersistentFlags()
	flags.StringVar(&s.storeDir, "store", "", "folder of the store (default: chunk-lsp/store-v"+fmt.Sprint(kv.Format)+" in the user's cache folder)")
	flags.StringVar(&s.logLevel, "log-level", "warn", "debug, info, warn or error; the log goes to standard error")
	flags.IntVar(&s.workers, "workers", 0, "processes that parse files (default: one a core)")
	flags.Int64Var(&s.maxFileSize, "max-file-size", chunker.DefaultMaxFileSize, "larger files are left out, in bytes")
	flags.DurationVar(&s.parseBudget, "parse-budget", chunker.DefaultParseBudget, "CPU time for one file; over it the file gets blocks")
	root.AddCommand(serve, newIndexCommand(s), newSymbolCommand(s), newSpanCommand(s), newChunksCommand(s),
		newStatusCommand(s), newStoreCommand(s), newVersionCommand())
	return root
}

// logger writes to standard error, because standard output is the protocol's or the answer's.
func (s *settings) logger() (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.logLevel)); err != nil {
		return nil, fmt.Errorf("--log-level: %w", err)
	}
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level})), nil
}

// storePath is where the store lies: a folder for each format, so that programs of two
// versions do not disturb each other.
func (s *settings) storePath() (string, error) {
	if s.storeDir != "" {
		return filepath.Abs(s.storeDir)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("no place for the store: %w; name one with --store", err)
	}
	return filepath.Join(cache, "chunk-lsp", fmt.Sprintf("store-v%d", kv.Format)), nil
}

func newVersionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(cmd.OutOrStdout(), "chunk-lsp", programVersion())
			return err
		},
	}
}
