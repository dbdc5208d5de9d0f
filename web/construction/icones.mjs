// The DSFR's utility sheet weighs 250 kB because it holds every icon. Here only the icons
// that some template, view or script names get a rule.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { extname, join } from "node:path";

const LUS = new Set([".html", ".rs", ".js"]);
const IGNORES = new Set(["node_modules", "dist", "target", ".git", "var", "e2e"]);
const MODIFICATEURS = new Set(["fr-icon--xs", "fr-icon--sm", "fr-icon--md", "fr-icon--lg"]);

function* fichiers(dossier) {
  for (const entree of readdirSync(dossier, { withFileTypes: true })) {
    if (IGNORES.has(entree.name)) continue;
    const chemin = join(dossier, entree.name);
    if (entree.isDirectory()) yield* fichiers(chemin);
    else if (LUS.has(extname(entree.name))) yield chemin;
  }
}

function nomsUtilises(racine) {
  const noms = new Set();
  for (const chemin of fichiers(racine)) {
    for (const [nom] of readFileSync(chemin, "utf8").matchAll(/\bfr-icon-[a-z0-9-]*[a-z0-9]\b/g)) {
      if (!MODIFICATEURS.has(nom)) noms.add(nom);
    }
  }
  return [...noms].sort();
}

function fichierDe(nom, dossierDesIcones) {
  const court = nom.slice("fr-icon-".length);
  for (const famille of readdirSync(dossierDesIcones)) {
    // The DSFR's own icons, among those of Remix Icon, have a file name of their own.
    for (const fichier of [`${court}.svg`, `fr--${court}.svg`]) {
      const chemin = join(dossierDesIcones, famille, fichier);
      if (existsSync(chemin)) return chemin;
    }
  }
  throw new Error(`icône inconnue du DSFR : ${nom}`);
}

/** One mask rule per icon; a misspelt icon fails the build. */
export function reglesDesIcones(racine, dossierDesIcones) {
  return nomsUtilises(racine)
    .map((nom) => {
      const url = `url("${fichierDe(nom, dossierDesIcones)}")`;
      return `.${nom}::before,.${nom}::after{-webkit-mask-image:${url};mask-image:${url}}`;
    })
    .join("\n");
}
