// What the official client reads of our refusals: quotas, keys that are no longer good, parameters that cannot be.
//
// A second program of its own, with its limits on: the one of the journeys has them off. COMPAGNON_BINAIRE is
// given by lancer.mjs; without it (a site already running) there is nothing to start, and nothing is tested.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ApiClient } from "api-alternance-sdk";

const BINAIRE = process.env.COMPAGNON_BINAIRE;
const dossier = mkdtempSync(join(tmpdir(), "compagnon-refus-"));
const env = { ...process.env, COMPAGNON_DATA_DIR: dossier, DATABASE_URL: "", COMPAGNON_LIMITES__ACTIVES: "oui" };
const options = { skip: !BINAIRE && "COMPAGNON_BINAIRE is not given" };
let adresse;
let serveur;

function portLibre() {
  return new Promise((suite) => {
    const ecoute = createServer().listen(0, "127.0.0.1", () => {
      const { port } = ecoute.address();
      ecoute.close(() => suite(port));
    });
  });
}

function compagnon(...arguments_) {
  const { status, stdout, stderr } = spawnSync(BINAIRE, arguments_, { env, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return stdout.trim().split("\n");
}

/** A new key, with its public identifier. */
function creer(nom) {
  const cle = compagnon("api-key", "create", "--name", nom).at(-1);
  const id = compagnon("api-key", "list").find((ligne) => ligne.includes(` ${nom} `)).split(" ")[0];
  return { cle, id };
}

/** Changes a key behind the program's back: time does not pass during a test. */
function changer(id, colonne, valeur) {
  const requete = `UPDATE cles_api SET ${colonne} = ? WHERE id = ?`;
  const programme = "import sqlite3, sys; base = sqlite3.connect(sys.argv[1]); base.execute(*[sys.argv[2], sys.argv[3:]]); base.commit()";
  const fichier = join(dossier, "compagnon.sqlite");
  const { status, stderr } = spawnSync("python3", ["-c", programme, fichier, requete, valeur, id], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
}

function client(cle) {
  return new ApiClient({ endpoint: `${adresse}/api`, key: cle });
}

async function refus(appel) {
  try {
    await appel;
  } catch (erreur) {
    return erreur;
  }
  return assert.fail("an error was expected");
}

before(async () => {
  if (!BINAIRE) return;
  const ecoute = `127.0.0.1:${await portLibre()}`;
  adresse = `http://${ecoute}`;
  serveur = spawn(BINAIRE, ["serve", "--listen", ecoute], { env, stdio: "ignore" });
  for (let essais = 0; essais < 300; essais += 1) {
    const pret = await fetch(`${adresse}/sante/vivant`).then((r) => r.ok, () => false);
    if (pret) return;
    await new Promise((suite) => setTimeout(suite, 200));
  }
  throw new Error("the program does not answer");
});

after(async () => {
  if (serveur) {
    const fini = new Promise((suite) => serveur.once("exit", suite));
    serveur.kill("SIGTERM");
    await fini;
  }
  rmSync(dossier, { recursive: true, force: true });
});

test("a quota that is spent: 429, and when to come back", options, async () => {
  const { cle } = creer("quota");
  const appelant = client(cle);
  let erreur;
  for (let appel = 0; appel < 4 && !erreur; appel += 1) {
    await appelant.get("/job/v1/export", {}).catch((e) => (erreur = e));
  }
  assert.deepEqual([erreur.context.statusCode, erreur.name], [429, "Too Many Requests"]);
  assert.match(erreur.message, /attendez \d+ s/);
  const entetes = erreur.context.responseHeaders;
  assert.ok(Number(entetes["retry-after"]) >= 1, JSON.stringify(entetes));
  assert.equal(entetes["ratelimit-limit"], "2");
  assert.equal(entetes["ratelimit-remaining"], "0");
  assert.equal(entetes["ratelimit-policy"], "2;w=60");
  const autre = await client(creer("autre").cle).get("/job/v1/export", {});
  assert.ok(autre.url, "another key has its own quota");
  await appelant.geographie.listDepartements();
});

test("a key revoked, then a key expired: 401, each in its words", options, async () => {
  const revoquee = creer("revoquee");
  await client(revoquee.cle).geographie.listDepartements();
  compagnon("api-key", "revoke", revoquee.id);
  const expiree = creer("expiree");
  changer(expiree.id, "expire_le", "1");
  for (const [{ cle }, mot] of [[revoquee, /révoquée/], [expiree, /expiré/]]) {
    const erreur = await refus(client(cle).geographie.listDepartements());
    assert.deepEqual([erreur.context.statusCode, erreur.name], [401, "Unauthorized"]);
    assert.match(erreur.message, mot);
  }
});

test("a key without the scope: 403, that says which", options, async () => {
  const { cle, id } = creer("sans-portee");
  changer(id, "portees", "");
  const erreur = await refus(client(cle).geographie.listDepartements());
  assert.deepEqual([erreur.context.statusCode, erreur.name], [403, "Forbidden"]);
  assert.match(erreur.message, /read/);
});

test("a parameter that cannot be: 400, with its name in errorData", options, async () => {
  const { cle } = creer("parametre");
  const erreur = await refus(client(cle).get("/geographie/v1/commune/search", { querystring: { code: "abc" } }));
  assert.equal(erreur.context.statusCode, 400);
  const { validationError } = erreur.context.errorData;
  assert.deepEqual([validationError.name, validationError.issues[0].path], ["ValidationError", ["code"]]);
  assert.ok(validationError.issues[0].message.length > 5);
});
