// An académie decides of a UAI in its territory, from its space to the public sheet.

import { axe, capture, entrer, expect, test } from "../commun/site.mjs";

const ouvrir = async (page) => {
  await entrer(page, "Académie");
  await page.goto("/espace");
  await page.getByRole("link", { name: "UAI à valider" }).click();
  await expect(page.getByRole("heading", { name: "UAI à valider", level: 1 })).toBeVisible();
};

test("an académie chooses a UAI, and the sheet says who decided", async ({ page }) => {
  await ouvrir(page);
  await page.getByLabel("Ce qui attend").selectOption("a_choisir");
  await page.getByRole("button", { name: "Filtrer" }).click();
  await expect(page).toHaveURL(/attente=a_choisir/);
  await page.locator(".fr-card__title a").first().click();
  const fiche = new URL(page.url()).pathname.replace("/uai", "");
  await page.getByRole("button", { name: "Enregistrer la décision" }).click();
  await expect(page.locator("#choix-erreur")).toContainText("Choisissez");
  await expect(page.locator("#motif-erreur")).toBeVisible();
  const premier = page.locator("input[name=choix]").first();
  const uai = await premier.getAttribute("value");
  await premier.check({ force: true });
  await page.getByLabel("Motif").fill("Vérifié sur l’arrêté d’ouverture");
  await page.getByRole("button", { name: "Enregistrer la décision" }).click();
  if (await page.locator("#partage").count()) {
    await page.locator("#partage").check({ force: true });
    await page.getByRole("button", { name: "Enregistrer la décision" }).click();
  }
  await expect(page.getByRole("heading", { name: "La décision est enregistrée" })).toBeVisible();
  await capture(page, "uai-decide", { fullPage: true });
  await page.getByRole("link", { name: "Revenir à la liste" }).click();
  await expect(page).toHaveURL(/attente=a_choisir/);
  await page.context().clearCookies();
  await page.goto(fiche);
  await expect(page.getByText(`L’UAI ${uai} est validé.`)).toBeVisible();
  await expect(page.getByRole("cell", { name: "Académie de Rennes" }).first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Décider de son UAI" })).toHaveCount(0);
});

test("an académie is refused in the territory of another", async ({ page }) => {
  await entrer(page, "Académie");
  await page.goto("/organismes?lieu=13&etat=actif");
  const ailleurs = await page.locator(".fr-card__title a").first().getAttribute("href");
  const reponse = await page.goto(`${ailleurs}/uai`);
  expect(reponse.status()).toBe(403);
  await expect(page.getByText("ne s’étend pas jusqu’ici")).toBeVisible();
});

test.describe("on a phone, without JavaScript", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  test("both pages stay within the screen", async ({ page }) => {
    await ouvrir(page);
    const largeur = () => page.locator("main").evaluate((m) => m.scrollWidth);
    expect(await largeur()).toBeLessThanOrEqual(360);
    await page.locator(".fr-card__title a").first().click();
    await expect(page.getByRole("heading", { name: "Votre décision" })).toBeVisible();
    expect(await largeur()).toBeLessThanOrEqual(360);
  });
});

test("axe finds nothing, and the keyboard decides", async ({ page }) => {
  await ouvrir(page);
  expect(await axe(page)).toEqual([]);
  await page.locator(".fr-card__title a").first().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Votre décision" })).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await page.locator("input[name=choix]").first().focus();
  await page.keyboard.press("Space");
  await expect(page.locator("input[name=choix]").first()).toBeChecked();
  await page.getByRole("button", { name: "Enregistrer la décision" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#motif-erreur")).toBeVisible();
  expect(await axe(page)).toEqual([]);
});
