package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/chunk-lsp/chunk-lsp/index"
	"github.com/chunk-lsp/chunk-lsp/kv"
	"github.com/chunk-lsp/chunk-lsp/lsp"
	"github.com/chunk-lsp/chunk-lsp/worker"
)

// memTable weighs memory at rest against the first index: with 32 MB the server and a worker are at 150 MB
// after GOROOT, with 16 MB its first index took 1.82 times the bare parse's CPU instead of 1.73.
const memTable = 24 << 20

// session is an open store, a pool of workers and a workspace over both.
type session struct {
	settings  *settings
	log       *slog.Logger
	storePath string
	store     *kv.Store
	pool      *worker.Pool
	workspace *index.Workspace
}

// open opens the user's store.
func (s *settings) open() (*session, error) {
	path, err := s.storePath()
	if err != nil {
		return nil, err
	}
	return s.openStore(path, func(o kv.Options) kv.Options { o.Dir = path; return o })
}

// openInMemory is for work that leaves nothing behind.
func (s *settings) openInMemory() (*session, error) { return s.openStore("memory", kv.InMemory) }

func (s *settings) openStore(path string, place func(kv.Options) kv.Options) (*session, error) {
	log, err := s.logger()
	if err != nil {
		return nil, err
	}
	store, err := openOrRebuild(place(kv.Options{Logger: log, MemTableBytes: memTable}), log)
	if err != nil {
		return nil, err
	}
	out := &session{settings: s, log: log, storePath: path, store: store}
	if out.pool, err = worker.NewPool(worker.Options{Size: s.workers, ParseBudget: s.parseBudget, Logger: log}); err != nil {
		return nil, errors.Join(err, store.Close())
	}
	if out.workspace, err = index.New(index.Options{Store: store, Pool: out.pool, MaxFileSize: s.maxFileSize, Logger: log}); err != nil {
		out.pool.Close()
		return nil, errors.Join(err, store.Close())
	}
	return out, nil
}

// openOrRebuild sets a damaged store aside: all that it held can be derived again.
func openOrRebuild(o kv.Options, log *slog.Logger) (*kv.Store, error) {
	store, err := kv.Open(o)
	var damaged *kv.DamagedError
	if !errors.As(err, &damaged) {
		return store, err
	}
	aside, moveErr := kv.SetAside(o.Dir)
	if moveErr != nil {
		return nil, errors.Join(err, moveErr)
	}
	log.Warn("the store is damaged: set aside, and a new one is built", "error", err, "aside", aside)
	return kv.Open(o)
}

func (s *session) close() error {
	s.workspace.Close()
	s.pool.Close()
	return s.store.Close()
}

func (s *session) lspOptions() lsp.Options {
	return lsp.Options{Workspace: s.workspace, Store: s.store, StorePath: s.storePath, Version: programVersion(), Logger: s.log}
}

// with opens the user's store for the time of do.
func (s *settings) with(do func(*session) error) error {
	opened, err := s.open()
	if err != nil {
		return err
	}
	return errors.Join(do(opened), opened.close())
}

// projectRoot is the folder that a query in dir is about: the nearest one around it that
// holds .git, else dir itself.
func projectRoot(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return "", fmt.Errorf("%s is no folder", dir)
	}
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, ".git")); err == nil {
			return at, nil
		}
		if at == filepath.Dir(at) {
			return dir, nil
		}
	}
}

// scan brings the index of a root up to date, with a bar on a terminal.
func (s *session) scan(ctx context.Context, root string) (index.Summary, error) {
	if err := s.workspace.AddRoot(root); err != nil {
		return index.Summary{}, err
	}
	bar := newBar(os.Stderr)
	defer bar.finish()
	return s.workspace.Scan(ctx, root, bar.report)
}
