package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/chunk-lsp/chunk-lsp/index/walk"
)

// folder finds a corpus or fetches it, and returns where it lies.
func (b *bench) folder(ctx context.Context, name string) (string, error) {
	cmd := exec.CommandContext(ctx, "cmd/bench/corpora.sh", b.dir, name)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("corpora.sh %s: %w", name, err)
	}
	_, path, _ := strings.Cut(strings.TrimSpace(string(out)), "\t")
	return filepath.EvalSymlinks(path)
}

// file is a file of a corpus that has a grammar.
type file struct {
	path     string // relative to the corpus
	language *chunker.Language
	text     []byte
	modTime  time.Time
}

// corpus is a folder with what chunk-lsp index stores of it.
type corpus struct {
	folder string
	files  []file // those that are parsed, in the order of their paths
	text   int64  // bytes of all stored files, also of those whose language has no grammar
}

// readCorpus reads a folder's files into memory.
func readCorpus(ctx context.Context, folder string) (corpus, error) {
	c := corpus{folder: folder}
	err := eachText(ctx, folder, func(f walk.File, text []byte) {
		c.text += int64(len(text))
		if language := chunker.Detect(f.Path, text); language != nil {
			c.files = append(c.files, file{f.Path, language, text, time.Unix(0, f.ModTime)})
		}
	})
	slices.SortFunc(c.files, func(a, b file) int { return strings.Compare(a.path, b.path) })
	return c, err
}

// textSize is the bytes of the files that chunk-lsp index stores.
func textSize(ctx context.Context, folder string) (total int64, err error) {
	err = eachText(ctx, folder, func(_ walk.File, text []byte) { total += int64(len(text)) })
	return total, err
}

// eachText visits the files that chunk-lsp index stores.
func eachText(ctx context.Context, folder string, visit func(walk.File, []byte)) error {
	var failed error
	err := walk.Walk(ctx, walk.Options{Root: folder, MaxFileSize: chunker.DefaultMaxFileSize}, func(f walk.File) {
		if f.Reason != "" || failed != nil {
			return
		}
		text, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(f.Path)))
		switch {
		case err != nil:
			failed = err
		case !walk.BinaryText(text) && !walk.SecretText(text):
			visit(f, text)
		}
	})
	if err == nil {
		err = failed
	}
	return err
}

// distinct leaves out files with the bytes of another one, which chunk-lsp parses once.
func distinct(files []file) []file {
	type key struct {
		language string
		sum      [sha256.Size]byte
	}
	seen := map[key]bool{}
	var out []file
	for _, f := range files {
		k := key{f.language.Name, sha256.Sum256(f.text)}
		if !seen[k] {
			seen[k] = true
			out = append(out, f)
		}
	}
	return out
}

func totalSize(files []file) int64 {
	var n int64
	for _, f := range files {
		n += int64(len(f.text))
	}
	return n
}

// copyTo writes the files below a folder, with their times, each with suffix at its end.
func copyTo(folder string, files []file, suffix string) error {
	for _, f := range files {
		path := filepath.Join(folder, filepath.FromSlash(f.path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, slices.Concat(f.text, []byte(suffix)), 0o644); err != nil {
			return err
		}
		if err := os.Chtimes(path, f.modTime, f.modTime); err != nil {
			return err
		}
	}
	return nil
}

// copyTree copies a whole folder with its times.
func copyTree(to, from string) error {
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		return err
	}
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		return os.Chtimes(filepath.Join(to, rel), info.ModTime(), info.ModTime())
	})
}

// lines counts the lines of a text.
func lines(text []byte) int { return bytes.Count(text, []byte("\n")) }
