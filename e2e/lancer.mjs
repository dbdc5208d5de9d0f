// Starts Compagnon on invented data in a temporary folder, runs the journeys, stops it.
//
//   node e2e/lancer.mjs [--sdk | --schemathesis | arguments of playwright test]
//
// Without argument, everything: the official client of the public API (--sdk alone does only that), the
// answers against the OpenAPI document (--schemathesis), then the journeys in a browser.
//
// COMPAGNON_BINAIRE   a program already built; otherwise cargo builds one, unoptimised
// COMPAGNON_ADRESSE   a site already running: nothing is started; COMPAGNON_CLE is then a key of its API

import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eprouver } from "./schemathesis.mjs";

const ICI = import.meta.dirname;
const RACINE = join(ICI, "..");
const JOURNAL = join(ICI, "rapport/serveur.log");
const DEPART_MAX = 180_000;

function executer(commande, arguments_, options = {}) {
  const { status } = spawnSync(commande, arguments_, { stdio: "inherit", ...options });
  if (status !== 0) throw new Error(`${commande} ${arguments_.join(" ")} : code ${status}`);
}

function installer() {
  const installes = join(ICI, "node_modules/.package-lock.json");
  if (existsSync(installes) && statSync(installes).mtimeMs >= statSync(join(ICI, "package-lock.json")).mtimeMs) return;
  const env = { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1" };
  executer("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: ICI, env });
}

function binaire() {
  if (process.env.COMPAGNON_BINAIRE) return process.env.COMPAGNON_BINAIRE;
  executer("cargo", ["build", "--quiet", "--package", "compagnon"], { cwd: RACINE });
  return join(process.env.CARGO_TARGET_DIR ?? join(RACINE, "target"), "debug/compagnon");
}

function portLibre() {
  return new Promise((resoudre, rejeter) => {
    const serveur = createServer().on("error", rejeter);
    serveur.listen(0, "127.0.0.1", () => {
      const { port } = serveur.address();
      serveur.close(() => resoudre(port));
    });
  });
}

async function repond(adresse) {
  try {
    return (await fetch(`${adresse}/sante/pret`)).ok;
  } catch {
    return false;
  }
}

async function attendre(adresse, serveur) {
  const debut = Date.now();
  while (!(await repond(adresse))) {
    if (serveur.exitCode !== null) throw new Error("le programme s'est arrêté avant de répondre");
    if (Date.now() - debut > DEPART_MAX) throw new Error("le programme ne répond pas");
    await new Promise((suite) => setTimeout(suite, 200));
  }
  console.log(`   prêt en ${((Date.now() - debut) / 1000).toFixed(1)} s`);
}

/** An identity provider for the site of this address, and what the site must know of it. */
async function donnerUneIdentite(site) {
  const port = await portLibre();
  const adresse = `http://127.0.0.1:${port}`;
  const fournisseur = spawn(process.execPath, [join(ICI, "commun/fournisseur.mjs"), String(port), site], { stdio: "ignore" });
  fournisseur.unref();
  process.once("exit", () => fournisseur.kill());
  process.env.COMPAGNON_FOURNISSEUR = adresse;
  return {
    COMPAGNON_CONNEXION__PROCONNECT_EMETTEUR: adresse,
    COMPAGNON_CONNEXION__PROCONNECT_CLIENT: "compagnon",
    COMPAGNON_CONNEXION__PROCONNECT_SECRET: "secret-invente-pour-les-parcours",
  };
}

async function demarrer(dossier) {
  const ecoute = `127.0.0.1:${await portLibre()}`;
  const identite = await donnerUneIdentite(`http://${ecoute}`);
  // One person clicks, but as fast as a machine: the rate limits have tests of their own.
  const env = { ...process.env, ...identite, COMPAGNON_DATA_DIR: dossier, COMPAGNON_LIMITES__ACTIVES: "non", COMPAGNON_SITE__INTEGRATEURS: "http://127.0.0.1:*", DATABASE_URL: "" };
  const journal = openSync(JOURNAL, "w");
  const serveur = spawn(binaire(), ["serve", "--demo", "--listen", ecoute], { env, stdio: ["ignore", journal, journal] });
  const adresse = `http://${ecoute}`;
  try {
    await attendre(adresse, serveur);
  } catch (erreur) {
    serveur.kill("SIGKILL");
    console.error(readFileSync(JOURNAL, "utf8").slice(-4000));
    throw erreur;
  }
  return { adresse, serveur };
}

/** A key of the API, as its operator makes one: printed alone on the last line. */
function creerUneCle(dossier) {
  const env = { ...process.env, COMPAGNON_DATA_DIR: dossier, DATABASE_URL: "" };
  const portees = ["jobs:write", "applications:write", "appointments:write"].flatMap((p) => ["--scope", p]);
  const { status, stdout } = spawnSync(binaire(), ["api-key", "create", "--name", "e2e", ...portees], { env, encoding: "utf8" });
  if (status !== 0) throw new Error(`api-key create : code ${status}`);
  return stdout.trim().split("\n").at(-1);
}

/** The official client, by node's own test runner. */
function essayerLeClient(adresse, cle) {
  const essais = readdirSync(join(ICI, "sdk")).filter((nom) => nom.endsWith(".test.mjs"));
  const env = { ...process.env, COMPAGNON_ADRESSE: adresse, COMPAGNON_CLE: cle };
  if (!process.env.COMPAGNON_ADRESSE) env.COMPAGNON_BINAIRE = binaire();
  const fichiers = essais.map((nom) => join(ICI, "sdk", nom));
  return spawnSync(process.execPath, ["--test", ...fichiers], { cwd: ICI, env, stdio: "inherit" }).status ?? 1;
}

/** The program ends the answers under way, then leaves its folder alone. */
function arreter(serveur) {
  return new Promise((suite) => {
    const force = setTimeout(() => serveur.kill("SIGKILL"), 10_000);
    serveur.once("exit", () => (clearTimeout(force), suite()));
    if (!serveur.kill("SIGTERM")) suite();
  });
}

function jouer(adresse) {
  const arguments_ = ["test", "--config", join(ICI, "playwright.config.mjs"), ...process.argv.slice(2)];
  const env = { ...process.env, COMPAGNON_ADRESSE: adresse };
  if (!process.env.COMPAGNON_ADRESSE) env.COMPAGNON_BINAIRE = binaire();
  const { status } = spawnSync(join(ICI, "node_modules/.bin/playwright"), arguments_, { cwd: ICI, env, stdio: "inherit" });
  return status ?? 1;
}

function tout(adresse, cle) {
  const [premier] = process.argv.slice(2);
  if (premier === "--sdk") return essayerLeClient(adresse, cle());
  if (premier === "--schemathesis") return eprouver(adresse, cle());
  if (premier === undefined) return essayerLeClient(adresse, cle()) || eprouver(adresse, cle()) || jouer(adresse);
  return jouer(adresse);
}

async function principal() {
  installer();
  if (process.env.COMPAGNON_ADRESSE) return tout(process.env.COMPAGNON_ADRESSE, () => process.env.COMPAGNON_CLE);
  mkdirSync(join(ICI, "rapport"), { recursive: true });
  const dossier = mkdtempSync(join(tmpdir(), "compagnon-e2e-"));
  let serveur = null;
  try {
    const demarre = await demarrer(dossier);
    serveur = demarre.serveur;
    const code = tout(demarre.adresse, () => creerUneCle(dossier));
    if (!(await repond(demarre.adresse))) {
      console.error("le programme s'est arrêté pendant les parcours : voir e2e/rapport/serveur.log");
      return 1;
    }
    return code;
  } finally {
    if (serveur) await arreter(serveur);
    rmSync(dossier, { recursive: true, force: true });
  }
}

process.exitCode = await principal();
