#!/usr/bin/env bash
# Finds or fetches the corpora of cmd/bench: corpora.sh DIR NAME... prints a line "name<TAB>path"
# for each. Debian's packages are unpacked, not installed. What is in DIR already is used again.
set -euo pipefail

dir=$1
shift
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)

# once NAME COMMAND... runs COMMAND in a new folder DIR/NAME, unless that was done before.
once() {
  local name=$1
  shift
  if [ ! -e "$dir/$name.done" ]; then
    rm -rf "${dir:?}/$name"
    mkdir -p "$dir/$name"
    (cd "$dir/$name" && "$@") >&2
    touch "$dir/$name.done"
  fi
  printf '%s\t%s\n' "$name" "$dir/$name"
}

# deb PACKAGE... unpacks packages of the system's release.
deb() {
  local at
  at=$(mktemp -d)
  (cd "$at" && apt-get download "$@")
  for file in "$at"/*.deb; do dpkg-deb -x "$file" .; done
  rm -r "$at"
}

# npm_pack PACKAGE@VERSION... unpacks packages as they were published.
npm_pack() {
  for package in "$@"; do
    npm pack --silent "$package"
  done
  for file in *.tgz; do
    mkdir "${file%.tgz}"
    tar -xzf "$file" --strip-components=1 -C "${file%.tgz}"
    rm "$file"
  done
}

python_library() {
  python3 -c 'import sysconfig; print(sysconfig.get_path("stdlib"))' |
    xargs -I{} tar -C {} --exclude=site-packages --exclude=__pycache__ -c . | tar -x
}

typescript_sources() {
  npm_pack effect@3.12.0 rxjs@7.8.1
  find . -mindepth 2 -maxdepth 2 ! -name src -exec rm -r {} +
}

linux_source() {
  deb linux-source-6.1
  tar -xJf usr/src/linux-source-6.1.tar.xz --strip-components=1
  rm -r usr/src usr/share # usr itself is the kernel's, too
  sed -i '\|^/\*$|d' .gitignore # Debian's patch to it ignores the whole kernel
}

openjdk() {
  deb openjdk-17-source
  unzip -q "$(find . -name src.zip -type f)" -d jdk
  find . -name src.zip -delete
}

for name in "$@"; do
  case $name in
    go) printf 'go\t%s\n' "$(go env GOROOT)/src" ;;
    python) once python python_library ;;
    typescript) once typescript typescript_sources ;;
    linux) once linux linux_source ;;
    tsx) once tsx npm_pack ra-ui-materialui@5.4.4 ra-core@5.4.4 ;;
    javascript) printf 'javascript\t%s\n' "$(npm root -g)" ;;
    java) once java openjdk ;;
    cpp) once cpp deb libboost1.74-dev ;;
    rust) once rust deb rust-src ;;
    ruby) once ruby deb ruby-activerecord ruby-activesupport ruby-actionpack ;;
    php) once php deb wordpress ;;
    csharp) once csharp npm_pack com.neuecc.unirx@7.1.0 com.cysharp.unitask@2.2.5 ;;
    *)
      echo "corpora.sh: unknown corpus $name" >&2
      exit 1
      ;;
  esac
done
