// The management software of a training centre sends a whole year: with its mistakes, mended, then once more.

import { expect, test } from "../commun/site.mjs";
import { ERREURS, jouer } from "../simulateur-erp.mjs";

const NOMBRE = 120;

test("a year of a training centre, with errors, mended, sent again", async ({ page, baseURL }) => {
  test.setTimeout(180_000);
  await page.goto("/demo/connexion");
  await page.getByRole("button", { name: "CFA", exact: true }).click();
  await page.goto("/effectifs/cles");
  await page.getByLabel("Quel logiciel ?").fill("Simulateur");
  await page.getByRole("button", { name: "Créer la clé" }).click();
  const cle = (await page.locator(".fr-callout").innerText()).trim();
  await page.goto("/effectifs/apprenants");
  await page.locator("main table a").first().click();
  const fiche = await page.locator("main").innerText();
  const [siret] = fiche.match(/\b\d{14}\b/);
  const [uai] = fiche.match(/\b\d{7}[A-Z]\b/);

  const { premier, corrige, encore } = await jouer({ adresse: baseURL, cle }, { siret, uai, nombre: NOMBRE });
  expect(premier).toMatchObject({ recus: NOMBRE, refuses: ERREURS.length, crees: NOMBRE - ERREURS.length, fusionnes: 0 });
  for (const [n, { champ }] of ERREURS.entries()) {
    expect(premier.erreurs).toContainEqual(expect.objectContaining({ id_erp_apprenant: `SIM-${n}`, champ, refuse: true }));
  }
  expect(corrige).toMatchObject({ refuses: 0, crees: ERREURS.length, mis_a_jour: 0, identiques: NOMBRE - ERREURS.length, erreurs: [] });
  expect(encore).toMatchObject({ refuses: 0, crees: 0, mis_a_jour: 0, identiques: NOMBRE });

  await page.goto("/effectifs/apprenants?q=gu%C3%A9guen");
  await expect(page.locator("main table")).toContainText("GUÉGUEN");
});
