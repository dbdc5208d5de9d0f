#!/bin/sh
# Builds web/dist when something it is made of has changed.
set -eu
cd "$(dirname "$0")/../web"

if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    npm ci --no-audit --no-fund --loglevel=error
    rm -f dist/manifest.json
fi
# The templates and the views count: the build makes one CSS rule for each icon they name.
sources="css js donnees images construction construire.mjs package-lock.json ../socle/web/templates ../socle/web/src ../services"
# shellcheck disable=SC2086
if [ ! -e dist/manifest.json ] || [ -n "$(find $sources -newer dist/manifest.json -type f | head -n 1)" ]; then
    npm run --silent build
fi
