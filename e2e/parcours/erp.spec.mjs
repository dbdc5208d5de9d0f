// The management software of a training centre sends a whole year: with its mistakes, mended, then once more.

import { entrer, expect, lienDuCourriel, test } from "../commun/site.mjs";
import { ERREURS, jouer } from "../simulateur-erp.mjs";

const NOMBRE = 120;

/** A centre that no other journey writes to: found in the directory, accepted by an administrator. */
async function ouvrirUnCentre(page, browser) {
  const courriel = `erp.${Date.now()}@exemple.fr`;
  await page.goto("/inscription/cfa?q=acacias");
  await page.getByRole("link", { name: "CFA des Acacias" }).first().click();
  const fiche = await page.locator("main").innerText();
  const siret = new URL(page.url()).searchParams.get("siret");
  const [uai] = fiche.match(/\b\d{7}[A-Z]\b/);
  await page.getByLabel("Prénom").fill("Simone");
  await page.getByLabel("Nom", { exact: true }).fill("Logiciel");
  await page.getByLabel("Adresse électronique professionnelle").fill(courriel);
  await page.getByLabel("Téléphone professionnel").fill("02 99 00 00 00");
  await page.getByRole("button", { name: "Recevoir le lien de confirmation" }).click();
  await page.goto(await lienDuCourriel(page, "Confirmez votre inscription", courriel, /\/connexion\/lien\/[0-9a-f]+/));
  await page.getByRole("button", { name: "Me connecter" }).click();
  const administrateur = await (await browser.newContext()).newPage();
  await entrer(administrateur, "Administrateur");
  await administrateur.goto("/habilitations/a-valider");
  await administrateur.getByRole("button", { name: /^Accepter\s+la demande de Simone Logiciel/ }).first().click();
  await administrateur.context().close();
  return { siret, uai };
}

test("a year of a training centre, with errors, mended, sent again", async ({ page, baseURL, browser }) => {
  test.setTimeout(180_000);
  const { siret, uai } = await ouvrirUnCentre(page, browser);
  await page.goto("/effectifs/cles");
  await page.getByLabel("Quel logiciel ?").fill("Simulateur");
  await page.getByRole("button", { name: "Créer la clé" }).click();
  const cle = (await page.locator(".fr-callout").innerText()).trim();

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
