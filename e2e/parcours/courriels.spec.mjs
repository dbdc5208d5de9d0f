// The mails: read in the demonstration as their reader would, followed by an administrator.

import { axe, entrer, expect, test } from "../commun/site.mjs";

async function demander(page, adresse) {
  await page.goto("/connexion");
  await page.locator('input[name="courriel"]').fill(adresse);
  await page.getByRole("button", { name: "Recevoir un lien de connexion" }).click();
  await expect(page).toHaveURL(/\/connexion\/envoye/);
}

async function ouvrirLeCourriel(page, adresse) {
  await expect(async () => {
    await page.goto(`/demo/courriels?q=${encodeURIComponent(adresse)}`);
    await page.locator("main a[href^='/demo/courriels/']").first().click({ timeout: 1_000 });
  }).toPass();
}

for (const [vue, taille, avecJs] of [
  ["on a screen", { width: 1280, height: 900 }, true],
  ["on a phone", { width: 360, height: 740 }, true],
  ["without JavaScript", { width: 1280, height: 900 }, false],
]) {
  test.describe(vue, () => {
    test.use({ viewport: taille, javaScriptEnabled: avecJs });

    test("a sign-in link is asked for, read in its mail, and followed", async ({ page }) => {
      await demander(page, "opco@exemple.fr");
      await ouvrirLeCourriel(page, "opco@exemple.fr");
      const cadre = page.frameLocator("iframe");
      await expect(cadre.locator("h1")).toBeVisible();
      await expect(page.locator("pre")).toContainText("/connexion/lien/");
      if (avecJs) {
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(taille.width);
      }
      await cadre.getByRole("link", { name: "Me connecter" }).click();
      await expect(page).toHaveURL(/\/connexion\/lien\//);
    });
  });
}

test("what the service may send is no secret, and axe finds nothing in it", async ({ page }) => {
  await page.goto("/courriels");
  expect(await axe(page)).toEqual([]);
  await page.getByRole("link", { name: "Courriel d’essai" }).press("Enter");
  await expect(page.frameLocator("iframe").getByRole("link", { name: "Ouvrir le service" })).toBeVisible();
  expect(await axe(page)).toEqual([]);
});

test("an administrator follows the mails without reading them", async ({ page }) => {
  await demander(page, "cfa@exemple.fr");
  await entrer(page, "Administrateur");
  await page.goto("/administration/courriels?q=cfa%40exemple.fr");
  const ligne = page.locator("main li").filter({ hasText: "cfa@exemple.fr" }).first();
  await expect(ligne).toBeVisible();
  await expect(page.locator("main")).not.toContainText("/connexion/lien/");
  await expect(ligne.locator("a")).toHaveCount(0);
  expect(await axe(page)).toEqual([]);
  await page.getByRole("link", { name: "Les adresses qui ne reçoivent plus" }).click();
  expect(await axe(page)).toEqual([]);
});
