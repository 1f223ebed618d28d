package main

import (
	"context"
	"fmt"
	"runtime"
	"time"

	sitter "github.com/smacker/go-tree-sitter"
	"github.com/smacker/go-tree-sitter/bash"
	"github.com/smacker/go-tree-sitter/c"
	"github.com/smacker/go-tree-sitter/cpp"
	"github.com/smacker/go-tree-sitter/csharp"
	"github.com/smacker/go-tree-sitter/css"
	"github.com/smacker/go-tree-sitter/cue"
	"github.com/smacker/go-tree-sitter/dockerfile"
	"github.com/smacker/go-tree-sitter/elixir"
	"github.com/smacker/go-tree-sitter/elm"
	"github.com/smacker/go-tree-sitter/golang"
	"github.com/smacker/go-tree-sitter/groovy"
	"github.com/smacker/go-tree-sitter/hcl"
	"github.com/smacker/go-tree-sitter/html"
	"github.com/smacker/go-tree-sitter/java"
	"github.com/smacker/go-tree-sitter/javascript"
	"github.com/smacker/go-tree-sitter/kotlin"
	"github.com/smacker/go-tree-sitter/lua"
	markdown "github.com/smacker/go-tree-sitter/markdown/tree-sitter-markdown"
	"github.com/smacker/go-tree-sitter/ocaml"
	"github.com/smacker/go-tree-sitter/php"
	"github.com/smacker/go-tree-sitter/protobuf"
	"github.com/smacker/go-tree-sitter/python"
	"github.com/smacker/go-tree-sitter/ruby"
	"github.com/smacker/go-tree-sitter/rust"
	"github.com/smacker/go-tree-sitter/scala"
	"github.com/smacker/go-tree-sitter/sql"
	"github.com/smacker/go-tree-sitter/svelte"
	"github.com/smacker/go-tree-sitter/swift"
	"github.com/smacker/go-tree-sitter/toml"
	"github.com/smacker/go-tree-sitter/typescript/tsx"
	"github.com/smacker/go-tree-sitter/typescript/typescript"
	"github.com/smacker/go-tree-sitter/yaml"
	"golang.org/x/sync/errgroup"
)

// grammars by the names that package chunker gives them. The bare parse is what chunk-lsp is
// compared with, so it uses the binding alone and nothing of package chunker.
var grammars = map[string]func() *sitter.Language{
	"bash": bash.GetLanguage, "c": c.GetLanguage, "cpp": cpp.GetLanguage, "csharp": csharp.GetLanguage,
	"css": css.GetLanguage, "cue": cue.GetLanguage, "dockerfile": dockerfile.GetLanguage,
	"elixir": elixir.GetLanguage, "elm": elm.GetLanguage, "go": golang.GetLanguage,
	"groovy": groovy.GetLanguage, "hcl": hcl.GetLanguage, "html": html.GetLanguage, "java": java.GetLanguage,
	"javascript": javascript.GetLanguage, "kotlin": kotlin.GetLanguage, "lua": lua.GetLanguage,
	"markdown": markdown.GetLanguage, "ocaml": ocaml.GetLanguage, "php": php.GetLanguage,
	"protobuf": protobuf.GetLanguage, "python": python.GetLanguage, "ruby": ruby.GetLanguage,
	"rust": rust.GetLanguage, "scala": scala.GetLanguage, "sql": sql.GetLanguage, "svelte": svelte.GetLanguage,
	"swift": swift.GetLanguage, "toml": toml.GetLanguage, "tsx": tsx.GetLanguage,
	"typescript": typescript.GetLanguage, "yaml": yaml.GetLanguage,
}

// bareParse parses the files and looks at nothing, with one parser a thread.
func bareParse(ctx context.Context, files []file, threads int) (cost, error) {
	return measured(func() error {
		next := make(chan file)
		group, ctx := errgroup.WithContext(ctx)
		group.Go(func() error {
			defer close(next)
			for _, f := range files {
				select {
				case next <- f:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			return nil
		})
		for range threads {
			group.Go(func() error {
				parser := sitter.NewParser()
				defer parser.Close()
				for f := range next {
					parser.SetLanguage(grammars[f.language.Name]())
					tree, err := parser.ParseCtx(context.Background(), nil, f.text)
					if err != nil {
						return fmt.Errorf("bare parse of %s: %w", f.path, err)
					}
					tree.Close()
				}
				return nil
			})
		}
		return group.Wait()
	})
}

// measured is what do costs in this process.
func measured(do func() error) (cost, error) {
	runtime.GC() // what was left before is not do's
	before, err := selfCPU()
	if err != nil {
		return cost{}, err
	}
	start := time.Now()
	if err := do(); err != nil {
		return cost{}, err
	}
	wall := time.Since(start)
	after, err := selfCPU()
	return cost{wall: wall, cpu: after - before}, err
}
