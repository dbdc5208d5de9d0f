// An employer's offer: found by its trade, corrected, published, followed, closed; mails are read on the site.

import { axe, capture, entrer, expect, test } from "../commun/site.mjs";

const largeur = (page) => page.viewportSize().width;

const choisirLeMetier = async (page) => {
  await page.goto("/espace");
  await page.getByRole("link", { name: "Mes offres" }).click();
  await page.getByRole("link", { name: "Déposer une offre" }).click();
  await page.getByLabel(/^Métier/).fill("boulanger");
  await page.getByRole("button", { name: "Chercher le métier" }).click();
  await page.getByRole("link", { name: /^Boulanger/ }).first().click();
};

for (const [nom, options] of [
  ["phone, without JavaScript", { javaScriptEnabled: false, viewport: { width: 360, height: 740 } }],
  ["wide screen", { viewport: { width: 1280, height: 900 } }],
]) {
  test.describe(nom, () => {
    test.use(options);
    const saine = async (page) => {
      // axe is a script.
      if (options.javaScriptEnabled !== false) expect(await axe(page)).toEqual([]);
    };

    test("posts an offer, is told what is wrong, publishes it, closes it", async ({ page }) => {
      const titre = `Boulanger du matin ${Date.now()}`;
      await entrer(page, "Employeur");
      await choisirLeMetier(page);
      await page.getByLabel("Intitulé de l’offre").fill(titre);
      await page.getByLabel(/Adresse du lieu de travail/).fill("quelque part");
      await page.getByLabel("Diplôme préparé").selectOption("3");
      await page.getByLabel("Durée").selectOption("24");
      await page.getByRole("textbox", { name: /^Le poste/ }).fill("Appelez-moi au 06 12 34 56 78.");
      await capture(page, `depot-${largeur(page)}`, { fullPage: true });
      await page.getByRole("button", { name: "Publier l’offre" }).click();
      await expect(page.getByRole("alert")).toContainText("téléphone");
      await expect(page.getByRole("alert")).toContainText("Adresse du lieu de travail");
      await expect(page.getByLabel("Intitulé de l’offre")).toHaveValue(titre);
      await saine(page);
      await page.getByLabel(/Adresse du lieu de travail/).fill("4 place des Lices 35000 Rennes");
      await page.getByRole("textbox", { name: /^Le poste/ }).fill("Vous pétrissez et façonnez avec une équipe de trois personnes.");
      await page.getByRole("button", { name: "Publier l’offre" }).click();
      await expect(page).toHaveURL(/\/employeur\/offres\/[0-9A-Z]{26}/);
      await expect(page.getByRole("status").first()).toContainText("en ligne");
      await saine(page);
      await capture(page, `offre-${largeur(page)}`, { fullPage: true });
      const ici = new URL(page.url()).pathname;
      await page.getByRole("link", { name: "Imprimer l’affiche" }).click();
      await expect(page.getByRole("img", { name: /photographier/ })).toBeVisible();
      await page.goto(ici);
      await page.getByRole("link", { name: "Clore l’offre" }).click();
      await page.getByText("Le poste est pourvu, grâce à ce service").click();
      await page.getByRole("button", { name: "Clore l’offre" }).click();
      await expect(page.getByText("Pourvue", { exact: true })).toBeVisible();
      await page.goto("/demo/courriels");
      await expect(page.getByText("Votre offre est en ligne").first()).toBeVisible();
    });

    test("the list says what there is to do today", async ({ page }) => {
      await entrer(page, "Employeur");
      await page.goto("/employeur/offres");
      await expect(page.getByRole("heading", { name: "À faire aujourd’hui" })).toBeVisible();
      await saine(page);
      await capture(page, `offres-${largeur(page)}`, { fullPage: true });
    });
  });
}

test("a company likely to hire asks for a link; the answer is the same whoever it is", async ({ page }) => {
  await page.goto("/mon-entreprise?siret=90000000100009");
  expect(await axe(page)).toEqual([]);
  await page.getByRole("button", { name: "Recevoir un lien" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Regardez votre messagerie");
  await capture(page, `mon-entreprise-${largeur(page)}`, { fullPage: true });
});
