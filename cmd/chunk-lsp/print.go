package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/fatih/color"
	"go.lsp.dev/uri"

	"github.com/chunk-lsp/chunk-lsp/lsp"
)

// printer shows chunks to a person, or in the wire format. Colours are fatih/color's: on a
// terminal only, and not where NO_COLOR is set.
type printer struct {
	out  io.Writer
	root string
	json bool
}

func newPrinter(out io.Writer, root string, asJSON bool) *printer {
	return &printer{out, root, asJSON}
}

var (
	placeColor = color.New(color.FgMagenta)
	nameColor  = color.New(color.FgGreen, color.Bold)
	dimColor   = color.New(color.Faint)
)

// result prints an answer as a whole; errNothing when it is empty.
func (p *printer) result(r *lsp.ChunksResult) error {
	if p.json {
		if err := p.encode(r); err != nil {
			return err
		}
	}
	if len(r.Chunks) == 0 {
		return errNothing
	}
	if p.json {
		return nil
	}
	for i := range r.Chunks {
		if err := p.chunk(&r.Chunks[i]); err != nil {
			return err
		}
	}
	if r.NextCursor != "" {
		_, err := dimColor.Fprintf(p.out, "... and more: raise --limit\n")
		return err
	}
	return nil
}

// lines prints one line for each chunk.
func (p *printer) lines(r *lsp.ChunksResult) error {
	for i := range r.Chunks {
		c := &r.Chunks[i]
		if p.json {
			if err := p.encode(c); err != nil {
				return err
			}
			continue
		}
		if err := p.heading(c); err != nil {
			return err
		}
	}
	return nil
}

func (p *printer) encode(v any) error {
	encoder := json.NewEncoder(p.out)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

// heading is "path:first-last  kind  qualified.name".
func (p *printer) heading(c *lsp.Chunk) error {
	name := c.QualifiedName
	if name == "" {
		name = dimColor.Sprint("(unnamed)")
	} else {
		name = nameColor.Sprint(name)
	}
	_, err := fmt.Fprintf(p.out, "%s  %s %s\n", placeColor.Sprint(p.place(c)), c.Kind, name)
	return err
}

func (p *printer) place(c *lsp.Chunk) string {
	path := c.URI
	if u, err := uri.Parse(c.URI); err == nil {
		path = u.FsPath()
	}
	if dir, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(dir, path); err == nil && !strings.HasPrefix(rel, "..") {
			path = rel
		}
	}
	return fmt.Sprintf("%s:%d-%d", path, c.Range.Start.Line+1, c.Range.End.Line+1)
}

func (p *printer) chunk(c *lsp.Chunk) error {
	if err := p.heading(c); err != nil {
		return err
	}
	if c.Content == nil {
		if c.Signature != "" {
			_, err := fmt.Fprintf(p.out, "    %s\n", c.Signature)
			return err
		}
		return nil
	}
	_, err := fmt.Fprintf(p.out, "%s\n\n", *c.Content)
	return err
}
