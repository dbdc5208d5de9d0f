// Giving an opinion, reading the figures, and the accessibility statement: keyboard, phone, no JavaScript.

import { adresse, axe, capture, expect, test } from "../commun/site.mjs";

const TELEPHONE = { width: 360, height: 740 };

test("an opinion is given from a page of results, and thanked", async ({ page }) => {
  await page.goto(adresse({ q: "boulanger", lieu: "Rennes" }));
  await page.getByRole("link", { name: "Je donne mon avis" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Donner mon avis");
  await page.getByText("Moyennement", { exact: true }).click();
  await page.getByText("En partie", { exact: true }).click();
  await page.getByLabel("Qu’est-ce qui vous a aidé, ou gêné ?").fill("Écrivez-moi à jean@exemple.fr");
  await page.getByRole("button", { name: "Envoyer mon avis" }).click();
  await expect(page).toHaveURL(/\/avis\/merci$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Merci pour votre avis");
});

test("an opinion is given with the keyboard alone", async ({ page }) => {
  await page.goto("/avis?parcours=offre");
  await page.locator("#note-bien").focus();
  await page.keyboard.press("Space");
  await expect(page.locator("#note-bien")).toBeChecked();
  await page.getByRole("button", { name: "Envoyer mon avis" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/avis\/merci$/);
});

test("another site cannot send an opinion", async ({ request }) => {
  const refus = await request.post("/avis/envoyer", { form: { note: "mal" }, headers: { "sec-fetch-site": "cross-site" } });
  expect(refus.status()).toBe(403);
});

test.describe("without JavaScript, on a phone", () => {
  test.use({ javaScriptEnabled: false, viewport: TELEPHONE });

  test("an opinion is given", async ({ page }) => {
    await page.goto("/avis?parcours=recherche");
    await page.locator("label[for=note-mal]").click();
    await page.getByRole("button", { name: "Envoyer mon avis" }).click();
    await expect(page).toHaveURL(/\/avis\/merci$/);
  });

  test("the figures are tables, and a month can be chosen", async ({ page }) => {
    await page.goto("/statistiques");
    await expect(page.getByRole("row", { name: /Offres ouvertes/ })).toBeVisible();
    await page.getByRole("button", { name: "Afficher", exact: true }).click();
    await expect(page).toHaveURL(/\/statistiques\?mois=\d{4}-\d{2}/);
  });
});

test("what is missing is said, and what was written is kept", async ({ page }) => {
  await page.goto("/avis?parcours=recherche");
  await page.getByLabel("Qu’est-ce qui vous a aidé, ou gêné ?").fill("La carte");
  await page.locator("form[action='/avis/envoyer']").evaluate((formulaire) => formulaire.setAttribute("novalidate", ""));
  await page.getByRole("button", { name: "Envoyer mon avis" }).click();
  await expect(page.getByRole("link", { name: "Dites comment cela s’est passé" })).toBeVisible();
  await expect(page.getByLabel("Qu’est-ce qui vous a aidé, ou gêné ?")).toHaveValue("La carte");
  expect(await axe(page)).toEqual([]);
});

test("the footer and the statement say the same", async ({ page }) => {
  await page.goto("/accessibilite");
  await expect(page.getByRole("link", { name: "Accessibilité : non conforme" })).toBeVisible();
  await expect(page.getByText(/est non conforme avec le référentiel/)).toBeVisible();
});

for (const [nom, chemin] of [["avis", "/avis"], ["merci", "/avis/merci"], ["statistiques", "/statistiques"], ["accessibilite", "/accessibilite"]]) {
  test(`axe finds nothing serious on ${nom}`, async ({ page }) => {
    await page.setViewportSize(TELEPHONE);
    await page.goto(chemin);
    await capture(page, `confiance-${nom}`);
    expect(await axe(page)).toEqual([]);
  });
}
