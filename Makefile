# make help lists the targets. Plain `go build ./... && go test ./...` works without any of them.
.DEFAULT_GOAL := help
GO ?= go

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## Build bin/chunk-lsp
	$(GO) build -o bin/chunk-lsp ./cmd/chunk-lsp

test: lint ## Run lint, all tests under the race detector, and the editor's test where there is npm
	$(GO) test -race -timeout 20m ./...
	@if command -v npm >/dev/null; then $(MAKE) editors; \
	else echo "the test in a real VS Code is left out: there is no npm on this machine"; fi

race: ## Run the tests of the packages that share state under the race detector, ten times
	$(GO) test -race -count 10 ./index/... ./kv ./lsp ./worker

lint: ## gofmt, go vet, staticcheck
	@out=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$out" ]; then echo "not gofmt'ed: $$out"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

golden: ## Rewrite the goldens and generated pages; read the diff
	$(GO) test ./chunker ./kv ./index ./lsp -rewrite

fuzz: ## Fuzz each target for a minute (FUZZTIME=1m; FUZZ_LANGUAGE=go for one language)
	$(GO) test ./chunker -run '^$$' -fuzz FuzzChunks -fuzztime $(or $(FUZZTIME),1m)
	$(GO) test ./kv -run '^$$' -fuzz FuzzKeys -fuzztime $(or $(FUZZTIME),1m)
	$(GO) test ./lsp -run '^$$' -fuzz FuzzPosition -fuzztime $(or $(FUZZTIME),1m)
	$(GO) test ./worker -run '^$$' -fuzz FuzzFrame -fuzztime $(or $(FUZZTIME),1m)

bench: ## Take the figures of docs/benchmarks.md (installs its corpora; an hour)
	$(GO) run ./cmd/bench -page docs/benchmarks.md

editors: ## Build the .vsix and try it in a real VS Code (installs one)
	editors/vscode/test/run.sh

.PHONY: help build test race lint golden fuzz bench editors
