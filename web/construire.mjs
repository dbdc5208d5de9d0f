// Builds dist/: the files the binary embeds and serves under /statique/.
//
// Every name carries a hash of its content, so that browsers keep files for ever;
// dist/manifest.json gives the name of the day of each logical file. Each text file has
// its .br and .gz twins, so that the server never compresses a static file itself.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { alleger } from "./construction/alleger.mjs";
import { reglesDesIcones } from "./construction/icones.mjs";

const RACINE = import.meta.dirname;
const DIST = join(RACINE, "dist");
const DSFR = join(RACINE, "node_modules/@gouvfr/dsfr/dist");
const MAPLIBRE = join(RACINE, "node_modules/maplibre-gl/dist");
const COMPRESSIBLE = new Set([".css", ".js", ".json", ".svg"]);

const manifeste = {};

/** Writes one file under its hashed name and notes it in the manifest; returns that name. */
function poser(nom, contenu) {
  const empreinte = createHash("sha256").update(contenu).digest("hex").slice(0, 10);
  const extension = extname(nom);
  const nomDate = `${basename(nom, extension)}-${empreinte}${extension}`;
  writeFileSync(join(DIST, nomDate), contenu);
  manifeste[nom] = nomDate;
  return nomDate;
}

const copier = (nom, chemin) => poser(nom, readFileSync(chemin));

/** The DSFR's font faces are left out of the style sheet: see css/marianne.css. */
const sansPolices = {
  name: "sans-polices",
  setup(build) {
    build.onLoad({ filter: /core\.main\.css$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(/@font-face\s*\{[^}]*\}/g, ""),
      loader: "css",
    }));
  },
};

/** `@import "icones"` gives one rule for each icon that a template or a script names. */
const icones = {
  name: "icones",
  setup(build) {
    build.onResolve({ filter: /^icones$/ }, () => ({ path: "icones", namespace: "icones" }));
    build.onLoad({ filter: /.*/, namespace: "icones" }, () => ({
      contents: reglesDesIcones(join(RACINE, ".."), join(DSFR, "icons")),
      loader: "css",
      resolveDir: RACINE,
    }));
  },
};

async function assembler(entree, options) {
  const resultat = await esbuild.build({
    entryPoints: [join(RACINE, entree)],
    bundle: true,
    minify: true,
    write: false,
    legalComments: "eof",
    outdir: DIST,
    external: ["*.woff2", "*.woff"],
    loader: { ".svg": "dataurl", ".png": "dataurl" },
    ...options,
  });
  return resultat.outputFiles[0].text;
}

const style = (entree) => assembler(entree, { plugins: [sansPolices, icones] });
const module = (entree, define = {}) =>
  assembler(entree, { format: "esm", target: "es2020", define });

/** The font files first: the style sheet names them by their hashed name. */
async function poserMarianne() {
  let texte = await style("css/marianne.css");
  for (const graisse of ["Regular", "Medium", "Bold"]) {
    const nom = copier(`Marianne-${graisse}.woff2`, join(DSFR, `fonts/Marianne-${graisse}.woff2`));
    texte = texte.replace(`Marianne-${graisse}.woff2`, nom);
  }
  poser("marianne.css", texte);
}

async function poserScripts() {
  poser("theme.js", await assembler("js/theme.js", { format: "iife", target: "es2017" }));
  poser("widget.js", await assembler("js/widget.js", { format: "iife", target: "es2020" }));
  poser("dsfr.js", await module("js/dsfr.js"));
  poser("compagnon.js", await module("js/compagnon.js"));
  poser("graphes.js", await module("js/graphes.js"));
  poser("graphes.css", await style("css/graphes.css"));
}

/** The map finds its companions by name, beside itself. */
async function poserCarte() {
  const noms = {
    OUVRIER: copier("carte-ouvrier.js", join(MAPLIBRE, "maplibre-gl-csp-worker.js")),
    DEPARTEMENTS: copier("departements.json", join(RACINE, "donnees/departements.json")),
    VILLES: copier("villes.json", join(RACINE, "donnees/villes.json")),
    STYLE: poser("carte.css", await style("css/carte.css")),
  };
  const define = Object.fromEntries(Object.entries(noms).map(([k, v]) => [k, JSON.stringify(v)]));
  poser("carte.js", await module("js/carte.js", define));
}

function compresser(nom) {
  const contenu = readFileSync(join(DIST, nom));
  const parametres = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  const br = brotliCompressSync(contenu, { params: parametres });
  writeFileSync(join(DIST, `${nom}.br`), br);
  writeFileSync(join(DIST, `${nom}.gz`), gzipSync(contenu, { level: 9 }));
  return br.length;
}

function compresserTout() {
  for (const nom of readdirSync(DIST).sort()) {
    const octets = COMPRESSIBLE.has(extname(nom)) ? compresser(nom) : null;
    console.log(`${nom.padEnd(38)} ${octets === null ? "" : `${(octets / 1000).toFixed(1)} kB br`}`);
  }
}

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST, { recursive: true });
for (const image of readdirSync(join(RACINE, "images"))) copier(image, join(RACINE, "images", image));
await poserMarianne();
await poserScripts();
await poserCarte();
poser("compagnon.css", alleger(await style("css/compagnon.css")));
compresserTout();
writeFileSync(join(DIST, "manifest.json"), JSON.stringify(manifeste, null, 2) + "\n");
