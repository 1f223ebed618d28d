// Command chunk-lsp is a language-server sidecar that finds code by place and by name: see
// README.md. As a worker (package worker) it is started by itself only.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/chunk-lsp/chunk-lsp/lsp"
	"github.com/chunk-lsp/chunk-lsp/worker"
)

// Exit statuses.
const (
	exitFound   = 0
	exitNothing = 1 // nothing was found
	exitError   = 2
	// exitHungUp is LSP's word for an editor that left without saying shutdown.
	exitHungUp = 1
)

// errNothing ends a query that found nothing: no message, status 1.
var errNothing = errors.New("nothing found")

func main() { os.Exit(run()) }

func run() int {
	if os.Getenv(worker.EnvWorker) != "" {
		if err := worker.Main(os.Stdin, os.Stdout); err != nil {
			slog.Error("worker", "error", err)
			return exitError
		}
		return exitFound
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := newRootCommand().ExecuteContext(ctx)
	switch {
	case errors.Is(err, errNothing):
		return exitNothing
	case errors.Is(err, lsp.ErrNoShutdown) && ctx.Err() == nil:
		return exitHungUp
	case err != nil:
		fmt.Fprintln(os.Stderr, "chunk-lsp:", err)
		return exitError
	}
	return exitFound
}
