// Applications: from the sheet of an offer to the answer of its employer, on a phone, without JavaScript,
// in a partner's page; each mail is read from the demonstration's box.

import { createServer } from "node:http";
import { axe, capture, entrer, expect, lienDuCourriel, test } from "../commun/site.mjs";

const OFFRE = "partners_01DEM00FFRE00000000000000A";
const CV = { name: "CV Inès.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 bonjour") };

async function remplir(page, courriel) {
  await page.getByLabel("Prénom").fill("Inès");
  await page.getByLabel("Nom", { exact: true }).fill("Essai");
  await page.getByLabel("Adresse électronique").fill(courriel);
  await page.getByLabel("Téléphone").fill("06 12 34 56 78");
  await page.getByLabel("Votre message").fill("Bonjour, j’aimerais apprendre chez vous.");
  await page.getByLabel("Qu’est-ce qui vous attire").fill("Le pain, et le travail d’équipe.");
  await page.getByLabel("Votre CV").setInputFiles(CV);
}

for (const [nom, options] of [
  ["with a script", {}],
  ["without JavaScript, on a phone", { javaScriptEnabled: false, viewport: { width: 360, height: 740 } }],
]) {
  test.describe(nom, () => {
    test.use(options);
    const saine = async (page) => {
      // axe is a script.
      if (options.javaScriptEnabled !== false) expect(await axe(page)).toEqual([]);
    };

    test("a young person applies, the employer answers, both are told", async ({ page }) => {
      test.slow();
      const courriel = `ines.${nom.length}.${Date.now()}@exemple.fr`;
      await page.goto(`/postuler?destinataire=${OFFRE}`);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Postuler");
      await remplir(page, courriel);
      await page.getByLabel("Téléphone").fill("12");
      await page.getByRole("button", { name: /^Envoyer ma candidature/ }).click();
      await expect(page.getByText("Une réponse est à corriger")).toBeVisible();
      await expect(page.getByLabel("Prénom")).toHaveValue("Inès");
      await saine(page);
      await capture(page, `postuler-${nom.length}`, { fullPage: true });
      await remplir(page, courriel);
      await page.getByRole("button", { name: /^Envoyer ma candidature/ }).click();
      await expect(page.getByText("Votre candidature est enregistrée")).toBeVisible();
      await saine(page);

      const repondre = await lienDuCourriel(page, /Inès Essai/, "employeur@exemple.fr", /\/candidature\/repondre\/[0-9a-f]{64}\?reponse=entretien/);
      await page.goto(repondre);
      await saine(page);
      await capture(page, `repondre-${nom.length}`, { fullPage: true });
      await page.getByLabel("Votre message au candidat").fill("Venez mardi à 9 heures au fournil.");
      await page.getByRole("button", { name: "Relire avant d’envoyer" }).click();
      await expect(page.getByText("Venez mardi à 9 heures")).toBeVisible();
      await saine(page);
      await page.getByRole("button", { name: "Envoyer cette réponse" }).click();
      await expect(page.getByText("Merci d’avoir répondu")).toBeVisible();
      await saine(page);
      await capture(page, `repondue-${nom.length}`, { fullPage: true });
      await page.getByRole("button", { name: "Annuler cette réponse" }).click();
      await page.goto(repondre);
      await page.getByRole("button", { name: "Relire avant d’envoyer" }).click();
      await page.getByRole("button", { name: "Envoyer cette réponse" }).click();
      await page.goto(repondre);
      await expect(page.getByText("Cette réponse partira le")).toBeVisible();

      await page.goto("/mes-candidatures");
      await page.getByLabel("Votre adresse électronique").fill(courriel);
      await page.getByRole("button", { name: "Recevoir mon lien" }).click();
      await page.goto(await lienDuCourriel(page, "Vos candidatures", courriel, /\/mes-candidatures\/lien\/[0-9a-f]{64}/));
      await page.getByRole("button", { name: "Voir mes candidatures" }).click();
      await expect(page.getByText("Entretien proposé")).toHaveCount(0);
      await saine(page);
      await capture(page, `mes-candidatures-${nom.length}`, { fullPage: true });
    });
  });
}

test("an employer reads, filters, notes, downloads and answers from their space", async ({ page }) => {
  await entrer(page, "Employeur");
  await page.goto("/employeur/candidatures");
  await expect(page.getByRole("link", { name: "Maëlle Exemple" })).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await capture(page, "candidatures-recues", { fullPage: true });
  await page.getByLabel("État").selectOption("repondue");
  await page.getByRole("button", { name: "Filtrer" }).click();
  await expect(page.getByRole("link", { name: "Tom Exemple" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Maëlle Exemple" })).toHaveCount(0);
  const [fichier] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "XLSX" }).click(),
  ]);
  expect(fichier.suggestedFilename()).toBe("candidatures.xlsx");
  await page.goto("/employeur/candidatures");
  await page.getByRole("link", { name: "Yanis Exemple" }).click();
  expect(await axe(page)).toEqual([]);
  await capture(page, "candidature-recue", { fullPage: true });
  await page.getByLabel("Ajouter une note").fill("À rappeler lundi.");
  await page.getByRole("button", { name: "Enregistrer la note" }).click();
  await expect(page.getByText("À rappeler lundi.")).toBeVisible();
  const [cv] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: /^Télécharger le CV/ }).click(),
  ]);
  expect(cv.suggestedFilename()).toMatch(/^cv-.*\.pdf$/);
});

test("an employer refuses several applications at once, after reading the text again", async ({ page }) => {
  await page.goto(`/postuler?destinataire=${OFFRE}`);
  await remplir(page, `lot.${Date.now()}@exemple.fr`);
  await page.getByRole("button", { name: /^Envoyer ma candidature/ }).click();
  await entrer(page, "Employeur");
  await page.goto("/employeur/candidatures?etat=a_repondre&q=essai");
  await page.locator("label", { hasText: "Choisir Inès Essai" }).first().click();
  await capture(page, "candidatures-lot", { fullPage: true });
  await page.getByRole("button", { name: /^Refuser les candidatures choisies/ }).click();
  await expect(page.getByText("Recevront ce courriel")).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await capture(page, "candidatures-lot-relire", { fullPage: true });
  await page.getByRole("button", { name: "Envoyer 1 refus" }).click();
  await expect(page.getByText("1 refus partira dans dix minutes")).toBeVisible();
  expect(await axe(page)).toEqual([]);
});

test("the form works inside a partner's page of another origin", async ({ browser, baseURL }) => {
  const serveur = createServer((_, reponse) => {
    reponse.setHeader("content-type", "text/html; charset=utf-8");
    reponse.end(`<!doctype html><html lang="fr"><title>Portail</title><h1>Portail</h1>
      <iframe title="Postuler" src="${baseURL}/widget/postuler?destinataire=${OFFRE}" width="900" height="2000"></iframe></html>`);
  });
  await new Promise((suite) => serveur.listen(0, "127.0.0.1", suite));
  const page = await (await browser.newContext()).newPage();
  await page.goto(`http://127.0.0.1:${serveur.address().port}/`);
  const cadre = page.frameLocator("iframe");
  await remplir(cadre, `portail.${Date.now()}@exemple.fr`);
  await cadre.getByRole("button", { name: /^Envoyer ma candidature/ }).click();
  await expect(cadre.getByText("Votre candidature est enregistrée")).toBeVisible();
  await new Promise((suite) => serveur.close(suite));
});
