# A line or two each: the work is in cargo, npm and outils/.
SHELL := /bin/bash
export RUSTUP_TOOLCHAIN := $(shell outils/chaine.sh)

.PHONY: run test check bench docs

run: ## builds everything, then serves invented data on http://127.0.0.1:8080
	outils/preparer.sh rust node && outils/toile.sh
	cargo run --release --package compagnon -- serve --demo

test: ## everything CI runs
	outils/tester.sh

check: ## quick checks while writing: format, lints, architecture
	cargo fmt --all --check && cargo clippy --workspace --all-targets -- --deny warnings
	cargo xtask architecture && cargo xtask lexique --check

bench: ## measures the search and the dashboard beside PostgreSQL and DuckDB, prints the ratios
	outils/preparer.sh rust node postgres duckdb && outils/toile.sh
	cargo build --release --package compagnon --package benches
	outils/postgres.sh run -- target/release/comparer
	COMPAGNON_DUCKDB=target/duckdb/bin/python outils/postgres.sh run -- target/release/mesurer-effectifs

docs: ## writes docs/LEXIQUE.md and docs/genere/
	cargo xtask lexique && cargo xtask docs
