#!/bin/sh
# Prints the Rust toolchain to use: the one that rust-toolchain.toml names or, on a machine that
# cannot download it, an installed one of that version or a later one.
voulue=$(sed -n 's/^channel = "\(.*\)"/\1/p' "$(dirname "$0")/../rust-toolchain.toml")
installees=$(rustup toolchain list 2>/dev/null | cut -d ' ' -f 1)

for chaine in $installees; do
    case $chaine in "$voulue" | "$voulue"-*) echo "$voulue"; exit 0 ;; esac
done
for chaine in $installees; do
    case $chaine in nightly* | beta*) continue ;; esac
    version=$(rustup run "$chaine" rustc --version | cut -d ' ' -f 2)
    premiere=$(printf '%s\n%s\n' "$voulue" "$version" | sort -V | head -n 1)
    [ "$premiere" = "$voulue" ] && { echo "$chaine"; exit 0; }
done
echo "$voulue"
