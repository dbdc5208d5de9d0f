// What a first visit downloads, compressed. A page has 200 kB for everything but the fonts
// and the map; the HTML of the fullest page of results takes about 10 of them.

import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const DIST = join(import.meta.dirname, "../dist");
const manifeste = JSON.parse(readFileSync(join(DIST, "manifest.json")));
const poids = (nom, suffixe) => statSync(join(DIST, manifeste[nom] + suffixe)).size;

const BUDGETS = [
  { quoi: "every page", noms: ["theme.js", "compagnon.css", "dsfr.js", "compagnon.js", "favicon.svg"], max: 100_000 },
  { quoi: "our own scripts", noms: ["compagnon.js"], max: 15_000 },
  { quoi: "the map", noms: ["carte.js", "carte.css", "carte-ouvrier.js", "departements.json", "villes.json"], max: 560_000 },
];

for (const suffixe of [".br", ".gz"]) {
  for (const { quoi, noms, max } of BUDGETS) {
    test(`${quoi} (${suffixe}) weighs at most ${max / 1000} kB`, () => {
      const total = noms.reduce((somme, nom) => somme + poids(nom, suffixe), 0);
      assert.ok(total <= max, `${total} bytes`);
    });
  }
}

test("our layout sheet stays small", () => {
  const css = readFileSync(join(import.meta.dirname, "../css/agencement.css"), "utf8");
  const nu = css.replace(/\/\*[^]*?\*\//g, "").replace(/\s+/g, " ");
  // Search, sheets, maps, inserts, code, lineages, bars, mails, rows as cards: beyond, a rule belongs to the DSFR.
  assert.ok(nu.length <= 10_700, `${nu.length} characters`);
});

test("every file of the manifest is there, and nothing fetches from elsewhere", () => {
  for (const nom of Object.values(manifeste)) assert.ok(existsSync(join(DIST, nom)), nom);
  const css = readFileSync(join(DIST, manifeste["compagnon.css"]), "utf8");
  assert.doesNotMatch(css, /url\(["']?(https?:)?\/\//);
  assert.doesNotMatch(css, /@import/);
});
