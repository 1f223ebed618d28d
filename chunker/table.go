package chunker

import (
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
	lua "github.com/tree-sitter-grammars/tree-sitter-lua/bindings/go"
)

const (
	slashEllipsis = "/* ... */"
	hashEllipsis  = "# ..."
)

// Words that C's parsers in trouble take for names: `else if (x) {` after a macro reads
// as the definition of a function "if".
var cReserved = []string{"if", "else", "for", "while", "do", "switch", "case", "return", "sizeof", "goto", "default", "typedef", "struct", "union", "enum", "static", "extern", "const", "defined", "catch", "new", "delete", "throw", "operator",
	"void", "char", "short", "int", "long", "float", "double", "signed", "unsigned", "inline", "volatile", "register"}

// Words that a class or an object with a missing brace takes for names of methods: "if (x) {".
// Others (delete, catch, return) are names of methods that people do write.
var jsReserved = []string{"if", "while", "switch", "extends"}

var languages = func() []*Language {
	rows := []*Language{
		{Name: "bash", ID: "shellscript", Aliases: []string{"sh", "shell", "zsh"}, Extensions: []string{".sh", ".bash", ".zsh", ".ksh", ".bats"},
			FileNames: []string{".bashrc", ".bash_profile", ".profile", ".zshrc"}, Interpreters: []string{"sh", "bash", "zsh", "ksh", "dash"},
			Ellipsis: hashEllipsis, grammar: bash.GetLanguage, module: noModule},
		{Name: "c", ID: "c", Extensions: []string{".c", ".h"}, Ellipsis: slashEllipsis, grammar: c.GetLanguage, reserved: cReserved, module: noModule, refine: cLanguage, prepare: maskMacros, beside: macrosBeside},
		{Name: "cpp", ID: "cpp", Aliases: []string{"c++"}, Extensions: []string{".cc", ".cpp", ".cxx", ".c++", ".hh", ".hpp", ".hxx", ".h++", ".ipp", ".tpp", ".inl", ".ino"},
			Ellipsis: slashEllipsis, grammar: cpp.GetLanguage, reserved: cReserved, module: noModule, prepare: maskMacros, beside: macrosBeside},
		{Name: "csharp", ID: "csharp", Aliases: []string{"c#"}, Extensions: []string{".cs", ".csx"}, Ellipsis: slashEllipsis, grammar: csharp.GetLanguage},
		{Name: "css", ID: "css", Extensions: []string{".css"}, Ellipsis: slashEllipsis, grammar: css.GetLanguage, module: noModule},
		{Name: "cue", ID: "cue", Extensions: []string{".cue"}, Ellipsis: "// ...", grammar: cue.GetLanguage},
		{Name: "dockerfile", ID: "dockerfile", Aliases: []string{"containerfile"}, Extensions: []string{".dockerfile"}, FileNames: []string{"Dockerfile", "Containerfile"},
			Ellipsis: hashEllipsis, grammar: dockerfile.GetLanguage, module: noModule},
		{Name: "elixir", ID: "elixir", Extensions: []string{".ex", ".exs"}, Interpreters: []string{"elixir"}, Ellipsis: hashEllipsis, grammar: elixir.GetLanguage, module: noModule},
		{Name: "elm", ID: "elm", Extensions: []string{".elm"}, Ellipsis: "-- ...", grammar: elm.GetLanguage},
		{Name: "go", ID: "go", Extensions: []string{".go"}, Ellipsis: slashEllipsis, grammar: golang.GetLanguage},
		{Name: "groovy", ID: "groovy", Extensions: []string{".groovy", ".gradle", ".gvy"}, FileNames: []string{"Jenkinsfile"}, Interpreters: []string{"groovy"},
			Ellipsis: slashEllipsis, grammar: groovy.GetLanguage},
		{Name: "hcl", ID: "hcl", Aliases: []string{"terraform", "terraform-vars", "opentofu"}, Extensions: []string{".hcl", ".tf", ".tfvars", ".nomad"}, Ellipsis: hashEllipsis, grammar: hcl.GetLanguage, module: noModule},
		{Name: "html", ID: "html", Extensions: []string{".html", ".htm", ".xhtml"}, Ellipsis: "<!-- ... -->", grammar: html.GetLanguage, module: noModule},
		{Name: "java", ID: "java", Extensions: []string{".java"}, Ellipsis: slashEllipsis, grammar: java.GetLanguage},
		{Name: "javascript", ID: "javascript", Aliases: []string{"javascriptreact", "jsx"}, Extensions: []string{".js", ".mjs", ".cjs", ".jsx"}, Interpreters: []string{"node", "nodejs", "bun", "deno"},
			Ellipsis: slashEllipsis, grammar: javascript.GetLanguage, reserved: jsReserved, module: stemModule},
		{Name: "kotlin", ID: "kotlin", Extensions: []string{".kt", ".kts"}, Ellipsis: slashEllipsis, grammar: kotlin.GetLanguage},
		{Name: "lua", ID: "lua", Extensions: []string{".lua"}, Interpreters: []string{"lua", "luajit"}, Ellipsis: "-- ...", grammar: func() *sitter.Language { return sitter.NewLanguage(lua.Language()) }, module: noModule},
		{Name: "markdown", ID: "markdown", Extensions: []string{".md", ".markdown"}, Ellipsis: "<!-- ... -->", grammar: markdown.GetLanguage, module: noModule},
		{Name: "ocaml", ID: "ocaml", Extensions: []string{".ml"}, Interpreters: []string{"ocaml"}, Ellipsis: "(* ... *)", grammar: ocaml.GetLanguage, module: stemModule},
		{Name: "php", ID: "php", Extensions: []string{".php", ".phtml", ".php8", ".inc"}, Interpreters: []string{"php"}, Ellipsis: slashEllipsis, grammar: php.GetLanguage, prepare: maskEnumConstants},
		{Name: "protobuf", ID: "proto", Aliases: []string{"proto3"}, Extensions: []string{".proto"}, Ellipsis: slashEllipsis, grammar: protobuf.GetLanguage},
		{Name: "python", ID: "python", Extensions: []string{".py", ".pyi", ".pyw"}, Interpreters: []string{"python", "pypy"}, Ellipsis: "...  # ...", grammar: python.GetLanguage, module: pythonModule},
		{Name: "ruby", ID: "ruby", Extensions: []string{".rb", ".rake", ".gemspec", ".podspec", ".ru"}, FileNames: []string{"Rakefile", "Gemfile", "Vagrantfile", "Podfile", "Fastfile", "Guardfile", "Capfile"}, Interpreters: []string{"ruby", "jruby"},
			Ellipsis: hashEllipsis, grammar: ruby.GetLanguage, module: noModule},
		{Name: "rust", ID: "rust", Extensions: []string{".rs"}, Ellipsis: slashEllipsis, grammar: rust.GetLanguage, module: stemModule},
		{Name: "scala", ID: "scala", Extensions: []string{".scala", ".sc", ".sbt"}, Interpreters: []string{"scala"}, Ellipsis: slashEllipsis, grammar: scala.GetLanguage},
		{Name: "sql", ID: "sql", Extensions: []string{".sql"}, Ellipsis: "/* ... */", grammar: sql.GetLanguage, module: noModule},
		{Name: "svelte", ID: "svelte", Extensions: []string{".svelte"}, Ellipsis: "<!-- ... -->", grammar: svelte.GetLanguage, module: stemModule},
		{Name: "swift", ID: "swift", Extensions: []string{".swift"}, Interpreters: []string{"swift"}, Ellipsis: slashEllipsis, grammar: swift.GetLanguage, module: noModule},
		{Name: "toml", ID: "toml", Extensions: []string{".toml"}, FileNames: []string{"Cargo.lock", "poetry.lock"}, Ellipsis: hashEllipsis, grammar: toml.GetLanguage, module: noModule},
		{Name: "tsx", ID: "typescriptreact", Extensions: []string{".tsx"}, Ellipsis: slashEllipsis, grammar: tsx.GetLanguage, reserved: jsReserved, module: stemModule},
		{Name: "typescript", ID: "typescript", Extensions: []string{".ts", ".mts", ".cts"}, Ellipsis: slashEllipsis, grammar: typescript.GetLanguage, reserved: jsReserved, module: stemModule},
		{Name: "yaml", ID: "yaml", Aliases: []string{"dockercompose", "helm"}, Extensions: []string{".yaml", ".yml"}, FileNames: []string{".clang-format"}, Ellipsis: hashEllipsis, grammar: yaml.GetLanguage, module: noModule},
	}
	for _, row := range rows {
		row.init()
	}
	return rows
}()
