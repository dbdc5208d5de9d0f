// Accounts: signing in by mail, one's account, the second factor; keyboard, phone, no JavaScript, axe.

import { createHmac } from "node:crypto";

import { axe, entrer, expect, test } from "../commun/site.mjs";

/** The link of the newest mail of the demonstration's mailbox. */
const lienDuCourriel = async (page) => {
  await page.goto("/demo/courriels");
  await page.locator("main a[href^='/demo/courriels/']").first().click();
  const texte = await page.locator("main").innerText();
  const lien = texte.match(/\/connexion\/lien\/[0-9a-f]+/);
  expect(lien, texte).not.toBeNull();
  return lien[0];
};

/** Six digits, as an application makes them (RFC 6238). */
const codeDe = (base32, quand = Date.now()) => {
  const lettres = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...base32.replaceAll(" ", "")].map((l) => lettres.indexOf(l).toString(2).padStart(5, "0")).join("");
  const cle = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
  const pas = Buffer.alloc(8);
  pas.writeBigUInt64BE(BigInt(Math.floor(quand / 30_000)));
  const h = createHmac("sha1", cle).update(pas).digest();
  const n = h.readUInt32BE(h[19] & 15) & 0x7fffffff;
  return String(n % 1_000_000).padStart(6, "0");
};

test("someone signs in by mail with the keyboard alone, then leaves", async ({ page }) => {
  await page.goto("/connexion?suite=/compte");
  await page.getByLabel("Adresse électronique").focus();
  await page.keyboard.type("academie@exemple.fr");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Consultez votre messagerie");
  await page.goto(await lienDuCourriel(page));
  await page.getByRole("button", { name: "Me connecter" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/compte$/);
  await expect(page.locator("main")).toContainText("academie@exemple.fr");
  await page.getByRole("button", { name: "Se déconnecter" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/$/);
  await page.goto("/compte");
  await expect(page).toHaveURL(/\/connexion\?suite=%2Fcompte$/);
});

test("a link works once", async ({ page }) => {
  await page.goto("/connexion");
  await page.getByLabel("Adresse électronique").fill("dreets@exemple.fr");
  await page.getByRole("button", { name: "Recevoir un lien de connexion" }).click();
  const lien = await lienDuCourriel(page);
  await page.goto(lien);
  await page.getByRole("button", { name: "Me connecter" }).click();
  await expect(page).toHaveURL(/\/espace$/);
  const reponse = await page.goto(lien);
  expect(reponse.status()).toBe(410);
  await expect(page.getByRole("link", { name: "Recevoir un autre lien" })).toBeVisible();
});

test("a mistake is said next to the field, and the field is reached from the summary", async ({ page }) => {
  await page.goto("/connexion");
  await page.getByLabel("Adresse électronique").fill("camille exemple.fr");
  await page.getByRole("button", { name: "Recevoir un lien de connexion" }).click();
  await expect(page).toHaveTitle(/^Erreur — Se connecter/);
  await page.getByRole("alert").getByRole("link").click();
  await expect(page.getByLabel("Adresse électronique")).toBeFocused();
  await expect(page.getByLabel("Adresse électronique")).toHaveValue("camille exemple.fr");
  expect(await axe(page)).toEqual([]);
});

test("a second factor is set up, then asked for", async ({ page }) => {
  await entrer(page, "Ministère");
  await page.goto("/compte/second-facteur?suite=/compte");
  const cle = (await page.locator("strong.cle").innerText()).trim();
  expect(await axe(page)).toEqual([]);
  await page.getByLabel("Code").fill(codeDe(cle));
  await page.getByRole("button", { name: "Confirmer" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Vos codes de secours");
  await expect(page.locator("ul.cle li")).toHaveCount(10);
  const secours = await page.locator("ul.cle li").first().innerText();
  await page.getByRole("link", { name: /continuer/ }).click();
  await expect(page.locator("main")).toContainText("En place");

  await page.getByRole("button", { name: "Se déconnecter" }).click();
  await page.goto("/connexion?suite=/compte");
  await page.getByLabel("Adresse électronique").fill("ministere@exemple.fr");
  await page.getByRole("button", { name: "Recevoir un lien de connexion" }).click();
  await page.goto(await lienDuCourriel(page));
  await page.getByRole("button", { name: "Me connecter" }).click();
  await expect(page).toHaveURL(/\/connexion\/second-facteur/);
  await page.getByLabel("Code").fill(secours);
  await page.getByRole("button", { name: "Vérifier" }).click();
  await expect(page).toHaveURL(/\/compte$/);
  await page.getByRole("button", { name: "Retirer le second facteur" }).click();
  await expect(page.getByRole("link", { name: "Ajouter un second facteur" })).toBeVisible();
});

test("the other sessions can be closed", async ({ page, browser }) => {
  const autre = await browser.newContext();
  const ailleurs = await autre.newPage();
  await entrer(ailleurs, "DGEFP");
  await entrer(page, "DGEFP");
  await page.goto("/compte");
  await page.getByRole("button", { name: "Fermer toutes les autres" }).click();
  await ailleurs.goto("/compte");
  await expect(ailleurs).toHaveURL(/\/connexion/);
  await page.goto("/compte");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mon compte");
  await autre.close();
});

for (const [nom, options] of [
  ["on a phone", { viewport: { width: 360, height: 740 } }],
  ["without JavaScript", { javaScriptEnabled: false }],
]) {
  test(`pages of the accounts, ${nom}`, async ({ browser }) => {
    const contexte = await browser.newContext(options);
    const page = await contexte.newPage();
    await entrer(page, "CFA");
    for (const adresse of ["/connexion", "/demo/connexion", "/espace", "/compte", "/compte/second-facteur"]) {
      await page.goto(adresse);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const deborde = await page.evaluate?.(() => document.documentElement.scrollWidth - innerWidth).catch(() => 0);
      expect(deborde, adresse).toBeLessThanOrEqual(0);
      if (options.viewport) expect(await axe(page), adresse).toEqual([]);
    }
    await contexte.close();
  });
}
