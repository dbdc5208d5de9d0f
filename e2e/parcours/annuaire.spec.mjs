// The directory: search, sheet, check, comparison, coverage; phone, keyboard, no JavaScript, axe.

import { axe, expect, test } from "../commun/site.mjs";

const premier = async (page) => {
  await page.goto("/organismes?etat=actif");
  return page.locator(".fr-card__title a").first().getAttribute("href");
};

test("from the search to the sheet, with counts that hold", async ({ page }) => {
  await page.goto("/organismes");
  const nature = page.getByLabel("Nature");
  const option = nature.locator("option").nth(1);
  const compte = /\((.*)\)$/.exec(await option.textContent())[1];
  await nature.selectOption({ index: 1 });
  await page.getByRole("button", { name: "Rechercher" }).last().click();
  await expect(page).toHaveURL(/nature=/);
  await expect(page.locator("#resultats")).toContainText(`${compte} organisme`);
  await page.locator(".fr-card__title a").first().click();
  await expect(page.getByRole("heading", { name: "Son UAI" })).toBeVisible();
});

test("nobody found says what to do", async ({ page }) => {
  await page.goto("/organismes?q=xqzwv");
  await expect(page.getByRole("heading", { name: "Aucun organisme" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Voir tous les organismes" })).toBeVisible();
});

test("the keyboard checks a SIRET, and a wrong one is explained at its field", async ({ page }) => {
  const siret = (await premier(page)).split("/").pop();
  await page.goto("/organismes/controle");
  await page.getByLabel("SIRET").focus();
  await page.keyboard.type(siret);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Un organisme répond" })).toBeVisible();
  await page.goto("/organismes/controle?siret=12");
  await expect(page.locator("#siret-erreur")).toContainText("SIRET");
});

test.describe("without JavaScript, on a phone", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  test("every page stays within the screen", async ({ page }) => {
    const fiche = await premier(page);
    const siret = fiche.split("/").pop();
    const pages = [
      "/organismes",
      fiche,
      `/organismes/controle?siret=${siret}`,
      `/organismes/comparer?a=${siret}&b=${siret}`,
      "/organismes/couverture",
    ];
    for (const adresse of pages) {
      await page.goto(adresse);
      await expect(page.locator("h1")).toBeVisible();
      const largeur = await page.locator("main").evaluate((m) => m.scrollWidth);
      expect(largeur, adresse).toBeLessThanOrEqual(360);
    }
  });
});

for (const largeur of [360, 1280]) {
  test(`axe finds nothing at ${largeur} px`, async ({ page }) => {
    await page.setViewportSize({ width: largeur, height: 800 });
    const fiche = await premier(page);
    const siret = fiche.split("/").pop();
    const suite = ["controle", "couverture", `comparer?a=${siret}&b=${siret}`];
    const pages = ["/organismes", fiche, ...suite.map((p) => `/organismes/${p}`)];
    for (const adresse of pages) {
      await page.goto(adresse);
      expect(await axe(page), adresse).toEqual([]);
    }
  });
}
