// Searching by trade and place: what is found, narrowed, sorted, turned, shared and come back to.

import { NATURES, adresse, capture, cartes, chercher, expect, nombre, premiere, test, titres, total } from "../commun/site.mjs";

test("a trade and a place give a list and a map", async ({ page }) => {
  await chercher(page, "boulanger", "Rennes");
  await expect(page.locator("h1")).toContainText("Boulanger");
  await expect(page.locator("h1")).toContainText("Rennes");
  expect(await total(page)).toBeGreaterThan(0);
  expect(await cartes(page).count()).toBeGreaterThan(0);
  await expect(page).toHaveTitle(/Boulanger à Rennes — \d/);
  await expect(page.locator("#carte canvas").first()).toBeVisible();
  await expect(page.locator(".carte__repere").first()).toBeVisible();
  // A picture of one colour is small: the names of the towns make it grow.
  const dessine = async () => (await page.locator("#carte canvas").first().screenshot()).length;
  await expect.poll(dessine, { timeout: 30_000 }).toBeGreaterThan(12_000);
  await capture(page, "resultats");
});

for (const [quoi, ou] of [["boulanger", ""], ["", "Rennes"], ["", ""]]) {
  test(`fields are optional: « ${quoi} » and « ${ou} »`, async ({ page }) => {
    await chercher(page, quoi, ou);
    expect(await total(page)).toBeGreaterThan(0);
  });
}

test("each result has one kind, and the counts of the kinds sum to the total", async ({ page }) => {
  await page.goto(adresse({ lieu: "Bretagne" }));
  const comptes = await page.locator("[id^=nature-] + label .option__compte").allInnerTexts();
  expect(comptes).toHaveLength(NATURES.length);
  expect(comptes.map(nombre).reduce((a, b) => a + b)).toBe(await total(page));
  const dites = await cartes(page).locator(".carte__nature").allInnerTexts();
  expect(dites).toHaveLength(await cartes(page).count());
  for (const nature of dites) expect(NATURES).toContain(nature.trim());
});

test("a filter gives the count it announced, and its tag removes it", async ({ page }) => {
  test.slow();
  await page.goto(adresse({ lieu: "Bretagne" }));
  const avant = await total(page);
  const filtres = await page.locator(".filtre input:not([disabled])").evaluateAll((champs) =>
    champs.map(({ id, name, value }) => ({ id, name, value })),
  );
  const utiles = filtres.filter(({ value }) => value !== "");
  expect(utiles.length).toBeGreaterThan(8);
  for (const { id, name, value } of utiles) {
    await test.step(`${name} ${value}`, async () => {
      await page.goto(adresse({ lieu: "Bretagne" }));
      // Some choices wait behind "Voir plus".
      await page.locator("details.filtre__suite").evaluateAll((tous) => tous.forEach((d) => (d.open = true)));
      const promis = nombre(await page.locator(`label[for="${id}"] .option__compte`).innerText());
      const reponse = page.waitForResponse(/\/recherche\?/);
      await page.locator(`label[for="${id}"]`).click();
      await reponse;
      await expect(page.locator(".poses .fr-tag--dismiss")).toHaveCount(1);
      expect(await total(page)).toBe(promis);
    });
  }
  await page.locator(".poses .fr-tag--dismiss").click();
  await expect(page.locator(".poses")).toHaveCount(0);
  expect(await total(page)).toBe(avant);
});

test("several filters are removed one by one or all at once", async ({ page }) => {
  await page.goto(adresse([["lieu", "Bretagne"], ["nature", NATURES[0]], ["nature", NATURES[1]]]));
  await expect(page.locator(".poses .fr-tag--dismiss")).toHaveCount(2);
  await page.getByRole("link", { name: `Retirer le filtre ${NATURES[1]}` }).click();
  await expect(page.locator(".poses .fr-tag--dismiss")).toHaveCount(1);
  await page.goBack();
  await page.getByRole("link", { name: "Tout retirer" }).click();
  await expect(page.locator(".poses")).toHaveCount(0);
});

test("sorting by distance puts the nearest first", async ({ page }) => {
  await page.goto(adresse({ lieu: "Rennes", radius: "100" }));
  const avant = await titres(page);
  const reponse = page.waitForResponse(/sort=proximity/);
  await page.getByLabel("Trier par").selectOption({ label: "Les plus proches" });
  await reponse;
  await expect(page).toHaveURL(/sort=proximity/);
  await expect.poll(() => titres(page)).not.toEqual(avant);
  const lieux = await cartes(page).locator(".carte__ou").allInnerTexts();
  const distances = lieux.map((lieu) => nombre(lieu.match(/(\d+)\s*km/)?.[1] ?? "0"));
  expect(distances).toEqual([...distances].sort((a, b) => a - b));
});

test("pages follow one another without repeating a result", async ({ page }) => {
  await page.goto(adresse({ lieu: "Bretagne" }));
  const premiers = await cartes(page).evaluateAll((tous) => tous.map(({ id }) => id));
  await page.getByRole("link", { name: "Suivante" }).click();
  await expect(page).toHaveURL(/page=1/);
  const suivants = await cartes(page).evaluateAll((tous) => tous.map(({ id }) => id));
  expect(suivants.length).toBeGreaterThan(0);
  expect(suivants.filter((id) => premiers.includes(id))).toEqual([]);
  await page.getByRole("link", { name: "Précédente" }).click();
  expect(await cartes(page).evaluateAll((tous) => tous.map(({ id }) => id))).toEqual(premiers);
});

test("going back from a sheet returns to the same place in the list", async ({ page }) => {
  await page.goto(adresse({ lieu: "Bretagne" }));
  const lien = cartes(page).nth(12).locator("h3 a");
  await lien.scrollIntoViewIfNeeded();
  const [liste, hauteur] = [page.url(), await page.evaluate(() => scrollY)];
  expect(hauteur).toBeGreaterThan(0);
  await lien.click();
  await expect(page.locator(".fiche")).toBeVisible();
  await page.getByRole("link", { name: "Retour aux résultats" }).click();
  await expect(page).toHaveURL(liste);
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(hauteur);
});

test("a shared address gives the same results to someone else", async ({ page, browser, baseURL }) => {
  await chercher(page, "vente", "Bretagne");
  await page.locator('label[for="nature-4"]').click();
  await expect(page).toHaveURL(/nature=/);
  await expect(page.locator(".poses .fr-tag--dismiss")).toHaveCount(1);
  const [url, vus] = [page.url(), await titres(page)];
  const autre = await browser.newPage({ baseURL });
  await autre.goto(url);
  expect(await titres(autre)).toEqual(vus);
  await autre.close();
});

test("recent searches come back on the home page, and can be forgotten", async ({ page }) => {
  await chercher(page, "boulanger", "Rennes");
  await page.goto("/");
  await page.getByRole("link", { name: /boulanger · Rennes/i }).click();
  await expect(page.locator("h1")).toContainText("Boulanger");
  await page.goto("/");
  await page.getByRole("button", { name: "Effacer mes recherches" }).click();
  await page.reload();
  await expect(page.getByText("Vos dernières recherches")).toHaveCount(0);
});

for (const nature of NATURES) {
  test(`the sheet of a result: ${nature}`, async ({ page }) => {
    const fiche = await premiere(page, nature);
    await page.goto(fiche);
    await expect(page.locator("h1")).toHaveCount(1);
    await expect(page.locator(".fiche__nature")).toHaveText(nature);
    await expect(page.getByRole("heading", { name: "L’essentiel" })).toBeVisible();
    await expect(page.getByText(/^Source :/)).toBeVisible();
    await expect(page.getByRole("link", { name: "Signaler une erreur" })).toBeVisible();
    await capture(page, `fiche-${NATURES.indexOf(nature)}`, { fullPage: true });
  });
}

test("what the sheets have in common leads from one to another", async ({ page }) => {
  await page.goto(await premiere(page, "Formation"));
  const metier = page.locator(".fiche .fr-tag").first();
  await metier.click();
  await expect(page).toHaveURL(/\/recherche\?/);
  expect(await total(page)).toBeGreaterThan(0);
});
