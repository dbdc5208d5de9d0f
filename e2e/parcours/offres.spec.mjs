// Employers and training centres meet: an offer is proposed to centres near by, a centre manages the offers
// of companies, several offers are closed at once, an OPCO follows its companies.

import { axe, capture, entrer, expect, test } from "../commun/site.mjs";

const largeur = (page) => page.viewportSize().width;

// Publishes an offer of a baker; its address.
const publier = async (page, depart, titre) => {
  await page.goto(depart);
  await page.getByLabel(/^Métier/).fill("boulanger");
  await page.getByRole("button", { name: "Chercher le métier" }).click();
  await page.getByRole("link", { name: /^Boulanger/ }).first().click();
  await page.getByLabel("Intitulé de l’offre").fill(titre);
  await page.getByLabel(/Adresse du lieu de travail/).fill("4 place des Lices 35000 Rennes");
  await page.getByText("En partie à distance").click();
  await page.getByLabel("Diplôme préparé").selectOption("3");
  await page.getByLabel("Durée").selectOption("24");
  await page.getByRole("button", { name: "Publier l’offre" }).click();
  await expect(page.getByRole("status").first()).toContainText("en ligne");
  return new URL(page.url()).pathname;
};

// The first address of a mail that begins so.
const lien = async (page, sujet, debut) => {
  await page.goto("/demo/courriels");
  await page.getByRole("link", { name: sujet }).first().click();
  const corps = await page.request.get(`${page.url()}/corps`);
  return (await corps.text()).match(new RegExp(`${debut}[0-9a-zA-Z_-]+`))[0];
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

    test("an employer proposes an offer to a centre, which answers", async ({ page }) => {
      const titre = `Boulanger à proposer ${Date.now()}`;
      await entrer(page, "Employeur");
      const offre = await publier(page, "/employeur/offres/nouvelle", titre);
      await page.getByRole("link", { name: "Proposer à des CFA proches" }).click();
      await saine(page);
      await page.getByRole("button", { name: "Proposer l’offre" }).click();
      await expect(page.getByRole("alert")).toContainText("au moins un centre");
      await page.locator("label[for='centre-1']").click();
      await capture(page, `centres-${largeur(page)}`, { fullPage: true });
      await page.getByRole("button", { name: "Proposer l’offre" }).click();
      await expect(page.getByRole("status").first()).toContainText("proposée");

      const proposition = await lien(page, new RegExp(titre), "/offres/proposition/");
      await page.context().clearCookies();
      await page.goto(proposition);
      await expect(page.getByText("Adresse électronique")).toHaveCount(0);
      await page.getByRole("button", { name: "Voir le contact" }).click();
      await expect(page.getByText("employeur@exemple.fr")).toBeVisible();
      await saine(page);
      await capture(page, `proposition-${largeur(page)}`, { fullPage: true });
      await page.getByRole("button", { name: "Nous avons des candidats" }).click();
      await expect(page.getByRole("status").first()).toContainText("enregistrée");

      await entrer(page, "Employeur");
      await page.goto(`${offre}/centres`);
      await expect(page.getByText("Nous avons des candidats")).toBeVisible();
      await page.goto("/demo/courriels");
      await expect(page.getByText("a des candidats pour votre offre").first()).toBeVisible();
    });

    test("a centre finds in its space what it was proposed", async ({ page }) => {
      await entrer(page, "CFA");
      await page.getByRole("link", { name: "Offres proposées à mon CFA" }).click();
      await saine(page);
      await capture(page, `proposees-${largeur(page)}`, { fullPage: true });
      await page.getByRole("link", { name: "Boulanger, boulangère en apprentissage" }).first().click();
      await expect(page.getByText("employeur@exemple.fr")).toBeVisible();
      await page.getByRole("button", { name: "Nous ne pouvons pas" }).click();
      await expect(page.getByRole("status").first()).toContainText("nous ne pouvons pas");
      await saine(page);
    });

    test("a centre publishes for a company of its partners", async ({ page }) => {
      await entrer(page, "CFA");
      await page.getByRole("link", { name: "Mes entreprises partenaires" }).click();
      await saine(page);
      await capture(page, `partenaires-${largeur(page)}`, { fullPage: true });
      await page.getByRole("link", { name: "Ajouter une entreprise" }).click();
      await page.getByLabel(/^SIRET/).fill("90000000400003");
      await page.getByRole("button", { name: "Continuer" }).click();
      await expect(page.getByRole("alert")).toContainText("organisme de formation");
      await saine(page);
      await page.goto("/cfa/entreprises?q=menuiserie");
      await page.getByRole("link", { name: "Menuiserie du Canal" }).click();
      const depart = await page.getByRole("link", { name: "Déposer une offre pour" }).getAttribute("href");
      const offre = await publier(page, depart, `Menuisier par le CFA ${Date.now()}`);
      await expect(page.getByText("Menuiserie du Canal (SIRET 90000000200007)")).toBeVisible();
      await page.goto(offre.replace("/employeur/offres/", "/offre/"));
      await expect(page.getByText("il est votre contact")).toBeVisible();
      await expect(page.getByText("Menuiserie du Canal")).toHaveCount(0);
    });

    test("several offers are closed at once, with a reason", async ({ page }) => {
      const titre = `Lot ${Date.now()}`;
      await entrer(page, "Employeur");
      for (const suite of ["un", "deux"]) await publier(page, "/employeur/offres/nouvelle", `${titre} ${suite}`);
      await page.goto(`/employeur/offres?q=${encodeURIComponent(titre)}`);
      for (const rang of [1, 2]) await page.locator(`label[for='offre-${rang}']`).click();
      await capture(page, `lot-${largeur(page)}`, { fullPage: true });
      await saine(page);
      await page.getByRole("button", { name: "Clore", exact: true }).click();
      await page.getByText("Je ne cherche plus d’apprenti").click();
      await page.getByRole("button", { name: "Clore ces offres" }).click();
      await expect(page.getByRole("status").first()).toContainText("Clôture : 2 offres");
    });

    test("an OPCO follows its companies", async ({ page }) => {
      await entrer(page, "OPCO");
      await page.getByRole("link", { name: "Entreprises de mon OPCO" }).click();
      await expect(page.getByRole("heading", { name: "À faire aujourd’hui" })).toBeVisible();
      await saine(page);
      await capture(page, `opco-${largeur(page)}`, { fullPage: true });
      await page.getByRole("link", { name: "Boulangerie des Lices" }).click();
      await expect(page.getByRole("link", { name: "Boulanger, boulangère en apprentissage" })).toBeVisible();
      await saine(page);
    });
  });
}
