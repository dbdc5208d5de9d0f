// A training centre follows its apprentices; the State's agents and everyone read the figures.

import { entrer, expect, test } from "../commun/site.mjs";

test("a centre sees what it has to do, mends it, and gives a key to its software", async ({ page, request }) => {
  await entrer(page, "CFA");
  await page.goto("/effectifs");
  await page.getByRole("link", { name: /dossiers refusés à corriger/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Transmission du");
  await expect(page.locator("main table")).toContainText("Email non valide");

  await page.goto("/effectifs/apprenants");
  await page.getByLabel("Nom ou prénom").fill("kerbrat");
  await page.getByRole("button", { name: "Afficher" }).click();
  await page.locator("main table a").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("KERBRAT");
  await expect(page.locator("main")).toContainText("Prévu si rien ne change");

  await page.goto("/effectifs/cles");
  await page.getByLabel("Quel logiciel ?").fill("Ypareo");
  await page.getByRole("button", { name: "Créer la clé" }).click();
  const cle = (await page.locator(".fr-callout").innerText()).trim();
  const essai = await request.post("/api/v3/dossiers-apprenants/test", { headers: { authorization: `Bearer ${cle}` } });
  expect(await essai.json()).toEqual({ msg: "ok" });
  const sans = await request.post("/api/v3/dossiers-apprenants", { data: [] });
  expect(sans.status()).toBe(403);
});

test("a file without what it needs is refused where it stands", async ({ page }) => {
  await entrer(page, "CFA");
  await page.goto("/effectifs/televersement");
  const fichier = { name: "liste.csv", mimeType: "text/csv", buffer: Buffer.from("nom;prenom\nLe Goff;Awa\n") };
  await page.getByLabel("Votre fichier").setInputFiles(fichier);
  await page.getByRole("button", { name: "Vérifier le fichier" }).click();
  await expect(page.locator("#erreurs")).toContainText("il manque");
});

test("an agent reads the figures of the région and the young people to help; everyone reads the country's", async ({ page }) => {
  await entrer(page, "DREETS");
  await page.goto("/effectifs/pilotage");
  await expect(page.locator("main")).toContainText("Bretagne");
  // The chart is fetched when it comes near; the table under it says the same.
  await page.getByRole("img", { name: /Évolution sur douze mois/ }).scrollIntoViewIfNeeded();
  await expect(page.locator("line-chart canvas")).toBeVisible();
  const emporter = page.getByRole("link", { name: "Emporter ces tableaux (CSV)" });
  const fichier = await page.request.get(await emporter.getAttribute("href"));
  expect(await fichier.text()).toContain("Niveau de diplôme;3;Niveau 3");
  await page.getByRole("link", { name: "Niveau 3", exact: true }).click();
  await expect(page).toHaveURL(/niveau=3/);
  await expect(page.getByLabel("Niveau de diplôme", { exact: true })).toHaveValue("3");
  await page.getByRole("link", { name: "Voir la liste" }).click();
  await expect(page.locator("main table")).toContainText("@exemple.fr");
  const liste = page.getByRole("link", { name: "Liste des jeunes (CSV)" });
  const jeunes = await (await page.request.get(await liste.getAttribute("href"))).text();
  const lignes = jeunes.trim().split("\n").length - 1;
  await expect(page.locator("main table caption")).toContainText(`${lignes} jeunes`);
  await page.context().clearCookies();
  await page.goto("/effectifs/jeunes");
  await expect(page).toHaveURL(/\/connexion/);
  await page.goto("/indicateurs-apprentissage");
  await expect(page.getByRole("table", { name: "Élèves par académie" })).toContainText("Rennes");
  await page.getByRole("img", { name: /Carte : Apprentis/ }).scrollIntoViewIfNeeded();
  await expect(page.locator("map-chart svg").first()).toBeVisible();
  await page.getByRole("link", { name: "Bretagne" }).click();
  await expect(page.locator("main table")).toContainText("Ille-et-Vilaine");
});
