#!/bin/sh
# Checks what a task needs, and installs what Debian offers when it is missing.
#
#   outils/preparer.sh [rust] [node] [chromium] [postgres] [schemathesis] [duckdb]
set -eu

dire() { echo "preparer.sh : $*" >&2; }
echouer() { dire "$*"; exit 1; }
present() { command -v "$1" >/dev/null 2>&1; }

# Installs Debian packages, or says how to.
installer() {
    present apt-get || echouer "installez : $*"
    [ "$(id -u)" = 0 ] || echouer "il manque des paquets. Lancez : sudo apt-get install -y $*"
    dire "installation de $*"
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    { apt-get update -q && apt-get install -y -q --no-install-recommends "$@"; } >&2 ||
        echouer "l'installation de $* a échoué"
}

# assez_recent VERSION MINIMUM
assez_recent() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

rust() {
    present cargo || echouer "Rust est absent. Installez rustup (https://rustup.rs), puis relancez."
    minimum=$(sed -n 's/^channel = "\(.*\)"/\1/p' "$(dirname "$0")/../rust-toolchain.toml")
    version=$(rustc --version 2>/dev/null | cut -d ' ' -f 2)
    [ -n "$version" ] || echouer "la chaîne Rust $minimum est absente. Lancez : rustup toolchain install $minimum"
    assez_recent "$version" "$minimum" || echouer "Rust $minimum ou plus récent est nécessaire ; trouvé : $version"
    present cc || installer gcc libc6-dev
}

node_js() {
    present node && present npm || echouer "Node.js est absent. Installez Node.js 20 ou plus récent, avec npm."
    version=$(node --version | tr -d v)
    assez_recent "$version" 20 || echouer "Node.js 20 ou plus récent est nécessaire ; trouvé : $version"
}

chromium_debian() {
    present chromium || present chromium-browser || present google-chrome || installer chromium fonts-dejavu-core
}

# outils/postgres.sh starts the server; here we only make sure that it is there.
postgres() {
    trouve=$(find /usr/share/postgresql /usr/share/pgsql -name postgis.control 2>/dev/null | head -n 1)
    [ -n "$trouve" ] || installer postgresql postgresql-postgis
}

# A package of PyPI in a virtual environment of its own, under target/.
pypi() {
    dossier=$(dirname "$0")/../target/$1
    [ ! -e "$dossier/.pret" ] || return 0
    present python3 || installer python3 python3-venv
    python3 -m venv "$dossier" || echouer "python3 ne sait pas faire d'environnement virtuel : installez python3-venv"
    "$dossier/bin/pip" install --quiet --disable-pip-version-check "$1==$2" >&2 ||
        echouer "l'installation de $1 a échoué"
    : >"$dossier/.pret"
}

for besoin in "$@"; do
    case $besoin in
    rust) rust ;;
    node) node_js ;;
    chromium) chromium_debian ;;
    postgres) postgres ;;
    schemathesis) pypi schemathesis 4.32.5 ;;
    duckdb) pypi duckdb 2.0.1 ;;
    *) echouer "besoin inconnu : $besoin" ;;
    esac
done
