// What comes out of the enrolments: the SIFA file, doubles, the work with missions locales, wishes, networks.

import { readFileSync } from "node:fs";
import { axe, entrer, expect, test } from "../commun/site.mjs";

// They share one centre: what one merges, another would count.
test.describe.configure({ mode: "serial" });

const emporter = async (page, lien) => {
  const attente = page.waitForEvent("download");
  await page.getByRole("link", { name: lien }).click();
  return readFileSync(await (await attente).path(), "utf8");
};

test("a centre says its kind once, sees what its SIFA file lacks, and takes it", async ({ page }) => {
  await entrer(page, "CFA");
  await page.goto("/effectifs");
  await page.getByRole("link", { name: "Mon fichier SIFA" }).click();
  await page.getByLabel("Type de CFA").selectOption("09");
  await page.getByRole("button", { name: "Enregistrer le type" }).click();
  await expect(page.getByLabel("Type de CFA")).toHaveCount(0);
  expect(await axe(page)).toEqual([]);
  const lien = page.getByRole("link", { name: /^Fichier SIFA/ });
  const lignes = Number((await lien.innerText()).match(/\((\d+) lignes/)[1]);
  const csv = await emporter(page, /^Fichier SIFA/);
  expect(csv.trim().split("\n")).toHaveLength(lignes);
  await page.locator("main table a").first().click();
  await expect(page).toHaveURL(/\/effectifs\/apprenant\//);
});

test("a centre merges a double, then thinks better of it", async ({ page }) => {
  await entrer(page, "CFA");
  await page.goto("/effectifs");
  await page.getByRole("link", { name: /doublons? possibles? à vérifier/ }).click();
  await page.locator("main table a").first().click();
  await expect(page.locator("main")).toContainText("semblent être la même inscription");
  expect(await axe(page)).toEqual([]);
  await page.getByRole("button", { name: "Fusionner les dossiers" }).click();
  await expect(page).toHaveURL(/\/effectifs\/apprenant\//);
  await page.goto("/effectifs/archives");
  await page.locator("main table a").first().click();
  await expect(page.locator("main")).toContainText("En double");
  await page.getByRole("button", { name: "Rétablir" }).click();
  await expect(page).toHaveURL(/\/effectifs\/apprenant\//);
  await page.goto("/effectifs/archives");
  await expect(page.locator("main")).toContainText("Aucun dossier n’a été retiré");
});

test("a centre asks for help, the mission locale sees it first and answers, and the centre reads the answer", async ({ page }) => {
  await entrer(page, "CFA");
  // One of the examples, whatever the other journeys send meanwhile.
  await page.goto("/effectifs/apprenants?situation=RUPTURANT&q=riou");
  await page.locator("main table a").first().click();
  const nom = await page.getByRole("heading", { level: 1 }).innerText();
  const fiche = page.url();
  await page.getByRole("link", { name: "Demander l’aide de la mission locale" }).click();
  await page.locator("label", { hasText: "Se déplacer" }).click();
  await page.getByRole("button", { name: "Envoyer à la mission locale" }).click();
  await expect(page.locator("#erreurs")).toContainText("Prévenez d’abord l’apprenant");
  await page.locator("label", { hasText: "L’apprenant sait que je demande cette aide pour lui" }).click();
  await page.getByRole("button", { name: "Envoyer à la mission locale" }).click();
  await expect(page).toHaveURL(fiche);
  await expect(page.locator("main")).toContainText("Aide demandée");

  await entrer(page, "Mission locale");
  await page.getByRole("link", { name: "Jeunes à accompagner" }).click();
  await expect(page.locator("main tbody tr").first()).toContainText("Aide demandée par son CFA");
  expect(await axe(page)).toEqual([]);
  await page.locator("main table a").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(nom);
  await expect(page.locator("main")).toContainText("Se déplacer");
  expect(await axe(page)).toEqual([]);
  await page.locator("label", { hasText: "Rendez-vous pris à la mission locale" }).click();
  await page.getByLabel("Commentaire").fill("Rendez-vous jeudi.");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.locator("main")).toContainText("Dernière réponse");
  await page.goto("/effectifs/mission-locale?liste=traites");
  const csv = await emporter(page, "Liste des jeunes (CSV)");
  expect(csv).toContain("Rendez-vous pris");

  await entrer(page, "CFA");
  await page.goto("/effectifs/collaborations");
  await page.locator("main table a").first().click();
  await expect(page.locator("main")).toContainText("Rendez-vous jeudi.");
});

test("an académie sees who wished for a training and has no contract; a network without that right reads no name", async ({ page }) => {
  await entrer(page, "Académie");
  await page.getByRole("link", { name: "Vœux d’apprentissage" }).click();
  await page.getByLabel("Où ils en sont").selectOption("non-retrouve");
  await page.getByRole("button", { name: "Afficher" }).click();
  await expect(page.locator("main table")).toContainText("Pas inscrit");
  await expect(page.locator("main table")).not.toContainText("En apprentissage");
  expect(await axe(page)).toEqual([]);
  await entrer(page, "Tête de réseau");
  await page.goto("/effectifs/reseau");
  await expect(page.locator("main")).toContainText("sans les noms");
});

test("a file with other names is understood once its columns are said, and its bad lines come back as a file", async ({ page }) => {
  await entrer(page, "CFA");
  await page.goto("/effectifs/televersement");
  const contenu = "Patronyme;prenom_apprenant;date_de_naissance_apprenant;annee_scolaire;date_inscription_formation;date_entree_formation;date_fin_formation;etablissement_responsable_uai;etablissement_responsable_siret;etablissement_formateur_uai;etablissement_formateur_siret\nBihan;;;;;;;;;;\n";
  const fichier = { name: "liste.csv", mimeType: "text/csv", buffer: Buffer.from(contenu) };
  await page.getByLabel("Votre fichier").setInputFiles(fichier);
  await page.getByRole("button", { name: "Vérifier le fichier" }).click();
  await page.locator("#nom_apprenant").selectOption("patronyme");
  await page.getByRole("button", { name: "Retenir ces colonnes" }).click();
  await expect(page.locator("main")).toContainText("Vos colonnes sont retenues");
  await page.getByLabel("Votre fichier").setInputFiles(fichier);
  await page.getByRole("button", { name: "Vérifier le fichier" }).click();
  await expect(page.locator("main")).toContainText("Aucune ligne ne peut être importée");
  const attente = page.waitForEvent("download");
  await page.getByRole("link", { name: /Les seules lignes refusées/ }).click();
  expect((await attente).suggestedFilename()).toBe("a-corriger.xlsx");
});
