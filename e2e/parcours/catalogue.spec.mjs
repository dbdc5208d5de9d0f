// Catalogue, certifications, perimeters, places of an organisation: phone, keyboard, no JavaScript, axe.

import { axe, expect, nombre, test } from "../commun/site.mjs";

const formation = async (page) => {
  await page.goto("/catalogue?q=boulanger");
  return page.locator("#resultats a[href^='/catalogue/formation/'], .fr-table a[href^='/catalogue/formation/'], a[href^='/catalogue/formation/']").first().getAttribute("href");
};

const livraison = async (page) => {
  await page.goto("/catalogue/livraisons");
  return page.locator("main a[href^='/catalogue/livraisons/']").first().getAttribute("href");
};

const organisme = async (page) => {
  await page.goto("/organismes?etat=actif");
  return page.locator(".fr-card__title a").first().getAttribute("href");
};

/** Every page of these journeys. */
const pages = async (page) => {
  const fiche = await formation(page);
  return [
    "/catalogue?q=boulanger",
    fiche,
    `${fiche}/perimetres`,
    "/catalogue/livraisons",
    await livraison(page),
    "/catalogue/statistiques",
    "/catalogue/perimetres",
    "/catalogue/perimetres/regle/12",
    "/catalogue/perimetres/simuler?plateforme=affelnet&niveau=3&statut=à+publier",
    "/certifications",
    "/certification/50022137",
    await organisme(page),
  ];
};

test("a figure of the statistics leads to a list of the same length", async ({ page }) => {
  await page.goto("/catalogue/statistiques");
  const ligne = page.locator(".barres").first().locator("tbody tr").first();
  const attendu = nombre(await ligne.locator("td").first().innerText());
  await ligne.getByRole("link").click();
  await expect(page).toHaveURL(/etat=publiee/);
  expect(nombre(await page.title())).toBe(attendu);
});

test("the file of the statistics says what the page says", async ({ page }) => {
  await page.goto("/catalogue/statistiques");
  const lignes = await page.locator(".barres tbody tr").count();
  const reponse = await page.request.get("/catalogue/statistiques/export/csv");
  const texte = await reponse.text();
  const ensemble = texte.split("\n").filter((l) => l.startsWith("Ensemble;")).length;
  expect(texte.trim().split("\n").length).toBe(1 + ensemble + lignes);
});

test("a training says its controls, its MEF and its history", async ({ page }) => {
  await page.goto(await formation(page));
  for (const nom of ["Contrôles", "Choix du MEF", "Statuts de publication", "Historique"]) {
    await expect(page.getByRole("heading", { name: nom, exact: true })).toBeVisible();
  }
  await expect(page.getByText("Non contrôlé", { exact: true }).first()).toBeVisible();
});

test("the perimeters of the demo meet many statuses, each rule its trainings", async ({ page }) => {
  await page.goto("/catalogue/perimetres");
  const texte = await page.locator("main").innerText();
  const statuts = [
    "publié",
    "prêt pour intégration",
    "à publier",
    "à publier (sous condition habilitation)",
    "à publier (vérifier accès direct postbac)",
    "à publier (soumis à validation Recteur)",
    "à publier (soumis à validation)",
    "à définir",
    "en attente de mise à jour",
    "rejet de publication",
    "échec d’envoi",
    "non publié",
    "fermé",
    "non publiable en l’état",
  ];
  const absents = statuts.filter((s) => !texte.split("\n").some((l) => l.split("\t")[0].trim() === s));
  expect(absents).toEqual([]);
});

test("the keyboard simulates a rule", async ({ page }) => {
  await page.goto("/catalogue/perimetres/simuler");
  await page.getByLabel("Plateforme").focus();
  await page.keyboard.type("Affelnet");
  const bouton = page.locator("main form button[type=submit], main form button").first();
  await bouton.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/plateforme=affelnet/);
  await expect(page.locator("main")).toContainText(/formation/);
});

test("the places of an organisation are on a map, and in a list", async ({ page }) => {
  await page.goto(await organisme(page));
  await expect(page.locator("#carte canvas").first()).toBeVisible();
  const situes = await page.locator("#resultats [data-lat]").count();
  expect(situes).toBeGreaterThan(0);
  await expect(page.locator("#carte .carte__repere").first()).toBeVisible();
});

test.describe("without JavaScript, on a phone", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });

  test("every page stays within the screen", async ({ page }) => {
    test.slow();
    for (const chemin of await pages(page)) {
      await page.goto(chemin);
      await expect(page.locator("h1")).toHaveCount(1);
      const debord = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(debord, chemin).toBeLessThanOrEqual(0);
    }
  });

  test("the list of places says everything the map would", async ({ page }) => {
    await page.goto(await organisme(page));
    await expect(page.locator("#carte")).toBeHidden();
    await expect(page.locator("#resultats li").first()).toContainText(/adresse/);
  });
});

test("axe finds nothing serious", async ({ page }) => {
  test.slow();
  for (const chemin of await pages(page)) {
    await page.goto(chemin);
    expect(await axe(page), chemin).toEqual([]);
  }
});
