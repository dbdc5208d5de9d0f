// On a phone, 360 pixels wide.

import { adresse, capture, cartes, chercher, expect, premiere, test, total } from "../commun/site.mjs";

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

/** Pixels by which the page is wider than the screen. */
const debord = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

test("a search from the home page", async ({ page }) => {
  await page.goto("/");
  await capture(page, "telephone-accueil");
  await chercher(page, "boulanger", "Rennes");
  expect(await total(page)).toBeGreaterThan(0);
  await expect(cartes(page).first()).toBeVisible();
  await capture(page, "telephone-resultats");
});

test("filters open in a panel, and are asked for at once", async ({ page }) => {
  await page.goto(adresse({ lieu: "Bretagne" }));
  const avant = await total(page);
  await page.getByRole("link", { name: "Filtrer" }).click();
  await expect(page.locator("#filtres")).toBeInViewport();
  await capture(page, "telephone-filtres");
  await page.locator('label[for="nature-4"]').click();
  await page.getByRole("button", { name: "Afficher les résultats" }).click();
  await expect(page).toHaveURL(/nature=/);
  expect(await total(page)).toBeLessThan(avant);
});

test("the map opens behind a button", async ({ page }) => {
  await page.goto(adresse({ lieu: "Bretagne" }));
  await expect(page.locator("#carte")).toBeHidden();
  await page.getByRole("button", { name: "Carte" }).click();
  await expect(page.locator("#carte canvas").first()).toBeVisible();
  await capture(page, "telephone-carte");
});

test("no page is wider than the screen, and its targets fit a thumb", async ({ page }) => {
  test.slow();
  const pages = ["/", adresse({ q: "boulanger", lieu: "Rennes" }), adresse({ q: "xqzwv" }), "/nulle-part", "/statistiques", "/droits", "/donnees-personnelles", "/accessibilite"];
  for (const nature of ["Formation", "Offre d’emploi", "Entreprise à contacter"]) pages.push(await premiere(page, nature));
  for (const chemin of pages) {
    await test.step(chemin, async () => {
      await page.goto(chemin);
      expect(await debord(page)).toBeLessThanOrEqual(0);
      const petits = await page.locator("button:visible, .fr-btn:visible").evaluateAll((tous) =>
        tous.filter((e) => e.getBoundingClientRect().height < 32).map((e) => e.outerHTML),
      );
      expect(petits).toEqual([]);
    });
  }
});

test("the action of a sheet stays under the thumb", async ({ page }) => {
  await page.goto(await premiere(page, "Offre d’emploi"));
  await capture(page, "telephone-offre");
  const bouton = page.locator(".action__bouton");
  if ((await bouton.count()) === 0) return;
  await expect(bouton).toBeInViewport();
});
