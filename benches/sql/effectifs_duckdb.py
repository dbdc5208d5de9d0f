"""Loads the periods of a CSV file in DuckDB and times the questions of a JSON list, after a round that only warms it."""

import json
import sys
import time

import duckdb

fichier, demandes = sys.argv[1:]
base = duckdb.connect()
base.execute("SET threads = 2")
base.execute(
    "CREATE TABLE periodes (centre TEXT, departement TEXT, niveau INT, annee TEXT, situation TEXT, du DATE, au DATE)"
)
base.execute(f"COPY periodes FROM '{fichier}' (FORMAT csv, HEADER false)")
questions = json.load(open(demandes))
durees, totaux = [], []
for tour in range(2):
    for question in questions:
        debut = time.perf_counter()
        lignes = base.execute(question).fetchall()
        if tour == 1:
            durees.append((time.perf_counter() - debut) * 1000)
            totaux.append(sum(nombre for _, nombre in lignes))
print(json.dumps({"durees": durees, "totaux": totaux}))
