// Without JavaScript: everything but the map, the suggestions and the recent searches.

import { NATURES, cartes, chercher, expect, test, titres, total } from "../commun/site.mjs";

test.use({ javaScriptEnabled: false });

test("a search, a filter, a sort, a page, a sheet and the way back", async ({ page }) => {
  await chercher(page, "", "Bretagne");
  const avant = await total(page);
  expect(await cartes(page).count()).toBeGreaterThan(0);

  await page.locator('label[for="nature-4"]').click();
  await page.getByRole("button", { name: "Afficher les résultats" }).click();
  await expect(page).toHaveURL(/nature=Formation/);
  expect(await total(page)).toBeLessThan(avant);
  await expect(cartes(page).first().locator(".carte__nature")).toHaveText(NATURES[0]);

  await page.getByLabel("Trier par").selectOption({ label: "Les plus récents" });
  await page.getByRole("button", { name: "Trier" }).click();
  await expect(page).toHaveURL(/sort=date/);

  await page.getByRole("link", { name: "Retirer le filtre Formation" }).click();
  await expect(page.locator(".poses")).toHaveCount(0);
  const vus = await titres(page);
  await page.getByRole("link", { name: "Suivante" }).click();
  expect(await titres(page)).not.toEqual(vus);

  await cartes(page).first().locator("h3 a").click();
  await expect(page.locator(".fiche h1")).toBeVisible();
  await page.getByRole("link", { name: "Retour aux résultats" }).click();
  await expect(page).toHaveURL(/page=1/);
});

test("nothing is shown that needs a script", async ({ page }) => {
  await page.goto("/recherche?lieu=Bretagne");
  for (const selecteur of ["#carte", "[data-ouvrir-carte]", ".avec-js", "[data-autour-de-moi]"]) {
    for (const element of await page.locator(selecteur).all()) await expect(element).toBeHidden();
  }
});
