package main

import (
	"os"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"

	"github.com/chunk-lsp/chunk-lsp/index"
)

// bar shows a scan's progress on a terminal, and nothing elsewhere.
type bar struct {
	shown *progressbar.ProgressBar
}

func newBar(f *os.File) *bar {
	if !isatty.IsTerminal(f.Fd()) {
		return &bar{}
	}
	return &bar{progressbar.NewOptions(-1,
		progressbar.OptionSetWriter(f),
		progressbar.OptionSetDescription("indexing"),
		progressbar.OptionShowCount(),
		progressbar.OptionSetItsString("files"),
		progressbar.OptionShowIts(),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)}
}

func (b *bar) report(p index.Progress) {
	if b.shown == nil {
		return
	}
	b.shown.ChangeMax(p.Found)
	_ = b.shown.Set(p.Done) // a bar that can't be drawn is no reason to stop
}

func (b *bar) finish() {
	if b.shown != nil {
		_ = b.shown.Finish()
	}
}
