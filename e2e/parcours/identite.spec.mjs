// Signing in at a real OpenID Connect provider, and what must be refused on the way back.

import { expect, test } from "@playwright/test";
import { axe } from "../commun/site.mjs";

/** Signs in at the provider as this person and agrees; ends on our page of the way back. */
async function sIdentifier(page, nom) {
  await page.locator("input[name=login]").fill(nom);
  await page.locator("input[name=password]").fill("peu importe");
  await page.getByRole("button", { name: /sign-in/i }).click();
  const accord = page.getByRole("button", { name: /continue/i });
  const retour = page.getByRole("button", { name: "Ouvrir ma session" });
  await expect(accord.or(retour)).toBeVisible();
  if (await accord.isVisible()) await accord.click();
  await expect(retour).toBeVisible();
}

/** Begins an attempt without leaving; where the provider would be asked. */
async function commencer(page) {
  await page.goto("/connexion");
  const html = await page.evaluate(async () => {
    const body = new URLSearchParams({ suite: "/compte" });
    return (await fetch("/connexion/proconnect", { method: "POST", body })).text();
  });
  const adresse = /href="(http:\/\/127\.0\.0\.1:\d+\/auth[^"]*)"/.exec(html)[1];
  return new URL(adresse.replaceAll("&#38;", "&").replaceAll("&amp;", "&"));
}

test("an agent signs in at ProConnect, and leaves both", async ({ page }) => {
  await page.goto("/connexion?suite=/compte");
  expect(await axe(page)).toEqual([]);
  await page.getByRole("button", { name: "S’identifier avec ProConnect" }).click();
  await sIdentifier(page, "academie");
  expect(await axe(page)).toEqual([]);
  const retour = page.url();
  await page.getByRole("button", { name: "Ouvrir ma session" }).click();
  await expect(page).toHaveURL(/\/compte$/);
  await expect(page.getByText("academie@exemple.fr")).toBeVisible();
  await expect(page.getByText("par ProConnect").first()).toBeVisible();
  await page.goto(retour);
  await page.getByRole("button", { name: "Ouvrir ma session" }).click();
  await expect(page.getByRole("heading", { name: "Cette connexion n’est plus valable" })).toBeVisible();
  await page.goto("/compte");
  await page.getByRole("button", { name: "Se déconnecter" }).click();
  await expect(page).toHaveURL(/session\/end/);
  await page.goto("/compte");
  await expect(page).toHaveURL(/\/connexion/);
});

test("nobody enters with what belongs to another attempt", async ({ page }) => {
  const adresse = await commencer(page);
  await page.goto(adresse.href);
  await sIdentifier(page, "dreets");
  const premier = new URL(page.url());
  const faux = new URL(premier);
  faux.searchParams.set("state", "0".repeat(64));
  await page.goto(faux.href);
  await page.getByRole("button", { name: "Ouvrir ma session" }).click();
  await expect(page.getByRole("heading", { name: "Cette connexion n’est plus valable" })).toBeVisible();
  await page.goto(premier.href);
  await page.getByRole("button", { name: "Ouvrir ma session" }).click();
  await expect(page).toHaveURL(/\/compte$/);
  await page.context().clearCookies({ name: "session" });
  const autre = await commencer(page);
  const rejoue = new URL(premier);
  rejoue.searchParams.set("state", autre.searchParams.get("state"));
  await page.goto(rejoue.href);
  await page.getByRole("button", { name: "Ouvrir ma session" }).click();
  await expect(page.getByText("elle a servi ou a trop attendu")).toBeVisible();
});

test("a token that answers another question is refused", async ({ page }) => {
  const adresse = await commencer(page);
  adresse.searchParams.set("nonce", "celui-d-un-autre");
  await page.goto(adresse.href);
  await sIdentifier(page, "ddets");
  await page.getByRole("button", { name: "Ouvrir ma session" }).click();
  await expect(page.getByText("ne peut pas être vérifiée")).toBeVisible();
  await page.goto("/compte");
  await expect(page).toHaveURL(/\/connexion/);
});

test("someone without an account, and someone whose mailbox nobody vouches for, stay outside", async ({ page, browser }) => {
  await page.goto("/connexion");
  await page.getByRole("button", { name: "S’identifier avec ProConnect" }).click();
  await sIdentifier(page, "personne-inconnue");
  await page.getByRole("button", { name: "Ouvrir ma session" }).click();
  await expect(page.getByRole("heading", { name: "Aucun compte ne vous correspond" })).toBeVisible();
  const autre = await browser.newPage();
  await autre.goto("/connexion");
  await autre.getByRole("button", { name: "S’identifier avec ProConnect" }).click();
  await sIdentifier(autre, "sans-preuve.employeur");
  await autre.getByRole("button", { name: "Ouvrir ma session" }).click();
  await expect(autre.getByRole("heading", { name: "Prouvez d’abord votre messagerie" })).toBeVisible();
  await autre.goto("/compte");
  await expect(autre).toHaveURL(/\/connexion/);
  await autre.close();
});

test("an attempt belongs to the browser that began it", async ({ page, browser }) => {
  const adresse = await commencer(page);
  await page.goto(adresse.href);
  await sIdentifier(page, "region");
  const autre = await browser.newPage();
  await autre.goto(page.url());
  await autre.getByRole("button", { name: "Ouvrir ma session" }).click();
  await expect(autre.getByRole("heading", { name: "Cette connexion n’est plus valable" })).toBeVisible();
  await autre.close();
});

test.describe("on a phone, without JavaScript", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  test("the whole way works", async ({ page }) => {
    await page.goto("/connexion");
    const largeur = await page.locator("main").evaluate((m) => m.scrollWidth);
    expect(largeur).toBeLessThanOrEqual(360);
    await page.getByRole("button", { name: "S’identifier avec ProConnect" }).click();
    await sIdentifier(page, "cfa");
    await page.getByRole("button", { name: "Ouvrir ma session" }).click();
    await expect(page).toHaveURL(/\/espace$/);
  });
});
