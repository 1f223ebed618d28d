package daemon

import (
	_ "github.com/cockroachdb/pebble/v2"
	_ "github.com/fatih/color"
	_ "github.com/fxamacker/cbor/v2"
	_ "github.com/git-pkgs/gitignore"
	_ "github.com/klauspost/compress/zstd"
	_ "github.com/mattn/go-isatty"
	_ "github.com/schollz/progressbar/v3"
	_ "github.com/smacker/go-tree-sitter"
	_ "github.com/spf13/cobra"
	_ "go.lsp.dev/jsonrpc2"
	_ "go.lsp.dev/protocol"
	_ "go.lsp.dev/uri"
	_ "golang.org/x/sync/errgroup"
	_ "github.com/cockroachdb/datadriven"
	_ "golang.org/x/tools/txtar"
)
