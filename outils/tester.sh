#!/bin/bash
# Everything CI runs, in the order that tells soonest what is wrong. Stops at the first step that
# fails; the last line counts the tests of every runner.
set -euo pipefail
cd "$(dirname "$0")/.."
journal=$(mktemp)

# Sums what cargo test, node and Playwright printed.
conclure() {
    awk '
        /^test result:/ { reussis += $4; echoues += $6; passes += $8 }
        /^(#|ℹ) pass /  { reussis += $3 }
        /^(#|ℹ) fail /  { echoues += $3 }
        /^ +[0-9]+ passed \(/ { reussis += $1 }
        /^ +[0-9]+ failed$/   { echoues += $1 }
        /^ +[0-9]+ skipped$/  { passes += $1 }
        END { printf "%d passed, %d failed, %d skipped\n", reussis, echoues, passes }
    ' "$journal"
    rm -f "$journal"
}
trap conclure EXIT

etape() {
    local titre=$1 debut=$SECONDS
    shift
    echo "── $titre"
    if "$@" > >(tee -a "$journal") 2>&1; then
        echo "   $((SECONDS - debut)) s"
    else
        echo "   échec : $titre"
        return 1
    fi
}

# On both databases; where PostgreSQL cannot be had, a developer's run goes on without, CI's does not.
repli=--sinon-sqlite
[ -z "${CI:-}" ] || repli=
export CARGO_TERM_COLOR=never

etape "outils" outils/preparer.sh rust node chromium schemathesis
etape "format" cargo fmt --all --check
etape "toile" outils/toile.sh
etape "toile, tests" npm test --silent --prefix web
etape "règles d'écriture" cargo clippy --quiet --workspace --all-targets -- --deny warnings
etape "architecture" cargo xtask architecture
etape "lexique" cargo xtask lexique --check
# shellcheck disable=SC2086
etape "tests" outils/postgres.sh run --essai $repli -- cargo test --quiet --workspace
# The tests have just built the program: what follows uses it as it is.
COMPAGNON_BINAIRE="$(realpath "${CARGO_TARGET_DIR:-target}")/debug/compagnon"
export COMPAGNON_BINAIRE
etape "documents générés" cargo xtask docs --check
etape "client officiel, document OpenAPI, parcours dans un navigateur" node e2e/lancer.mjs
