// When one connection sends unusually many applications, the form asks for a proof: its script computes it and
// nobody waits; without a script, the page says to take half a minute. The site of the other journeys has no limits:
// this one has its own, with them.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { axe, expect, test } from "../commun/site.mjs";

const OFFRE = "partners_01DEM00FFRE00000000000000A";
const CV = { name: "CV.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 bonjour") };
const BEAUCOUP = "Beaucoup de candidatures viennent de votre connexion";
const SEUIL = 10;

let serveur, adresse, dossier;

function portLibre() {
  return new Promise((resoudre) => {
    const ecoute = createServer().listen(0, "127.0.0.1", () => {
      const { port } = ecoute.address();
      ecoute.close(() => resoudre(port));
    });
  });
}

async function attendre() {
  for (let essai = 0; essai < 600; essai += 1) {
    const reponse = await fetch(`${adresse}/sante/pret`).catch(() => null);
    if (reponse?.ok) return;
    await new Promise((suite) => setTimeout(suite, 300));
  }
  throw new Error("le programme ne répond pas");
}

test.beforeAll(async () => {
  test.setTimeout(240_000);
  test.skip(!process.env.COMPAGNON_BINAIRE, "le programme à lancer n’est pas connu");
  dossier = mkdtempSync(join(tmpdir(), "compagnon-preuve-"));
  const ecoute = `127.0.0.1:${await portLibre()}`;
  adresse = `http://${ecoute}`;
  const env = { ...process.env, COMPAGNON_DATA_DIR: dossier, COMPAGNON_LIMITES__ACTIVES: "oui", DATABASE_URL: "" };
  serveur = spawn(process.env.COMPAGNON_BINAIRE, ["serve", "--demo", "--listen", ecoute], { env, stdio: "ignore" });
  await attendre();
});

test.afterAll(() => {
  serveur?.kill("SIGKILL");
  if (dossier) rmSync(dossier, { recursive: true, force: true });
});

async function remplir(page, courriel) {
  await page.goto(`${adresse}/postuler?destinataire=${OFFRE}`);
  await page.getByLabel("Prénom").fill("Inès");
  await page.getByLabel("Nom", { exact: true }).fill("Essai");
  await page.getByLabel("Adresse électronique").fill(courriel);
  await page.getByLabel("Téléphone").fill("06 12 34 56 78");
  await page.getByLabel("Qu’est-ce qui vous attire").fill("Le pain, et le travail d’équipe.");
  await page.getByLabel("Votre CV").setInputFiles(CV);
}

const envoyer = (page) => page.getByRole("button", { name: /^Envoyer ma candidature/ }).click();

test("a connection that sends too much proves itself without waiting", async ({ browser }) => {
  test.setTimeout(240_000);
  const page = await (await browser.newContext()).newPage();
  for (let n = 0; n < SEUIL; n += 1) {
    await remplir(page, `rafale${n}@exemple.fr`);
    await expect(page.locator('input[name="preuve"]')).toHaveCount(0);
    await envoyer(page);
    await expect(page.getByText("Votre candidature est enregistrée")).toBeVisible();
  }
  await remplir(page, "preuve@exemple.fr");
  const preuve = page.locator('input[name="preuve"]');
  await expect(preuve).toHaveValue(/^\d+$/, { timeout: 60_000 });
  expect(await axe(page)).toEqual([]);
  await envoyer(page);
  await expect(page.getByText("Votre candidature est enregistrée")).toBeVisible();

  const sans = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const seule = await sans.newPage();
  await remplir(seule, "sans-script@exemple.fr");
  await expect(seule.getByText(BEAUCOUP)).toBeVisible();
  await envoyer(seule);
  await expect(seule.getByText("Attendez 30 secondes").first()).toBeVisible();
  await expect(seule.getByLabel("Prénom")).toHaveValue("Inès");
  await seule.waitForTimeout(31_000);
  await seule.getByLabel("Votre CV").setInputFiles(CV);
  await envoyer(seule);
  await expect(seule.getByText("Votre candidature est enregistrée")).toBeVisible();
  await sans.close();
});
