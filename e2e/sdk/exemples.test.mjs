// The examples that developers copy are run: three languages, one answer.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const EXEMPLES = join(import.meta.dirname, "../../docs/exemples-api");

function lancer(commande, fichier) {
  const { status, stdout, stderr } = spawnSync(commande, [fichier], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return stdout.trim().split("\n");
}

/** Node looks for the client beside the file: the example is run from here, where it is installed. */
function enJavascript() {
  const copie = join(import.meta.dirname, "exemple-copie.mjs");
  copyFileSync(join(EXEMPLES, "offres.mjs"), copie);
  try {
    return lancer(process.execPath, copie);
  } finally {
    rmSync(copie);
  }
}

test("three languages, one answer", () => {
  const [offres, mission] = enJavascript();
  assert.match(offres, /^[1-9]\d* offres$/);
  assert.match(mission, /^Mission locale/);
  assert.deepEqual(lancer("python3", join(EXEMPLES, "offres.py")), [offres, mission]);
  assert.deepEqual(lancer("sh", join(EXEMPLES, "offres.sh")), [offres, mission]);
});
