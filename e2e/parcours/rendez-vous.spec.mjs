// Appointments: a young person asks from a training sheet, the centre answers from its mail, the date goes into a
// calendar; the same from another origin's page; the centre's space.

import { createServer } from "node:http";
import { test as base, expect } from "@playwright/test";
import { axe, capture, entrer, premiere, test } from "../commun/site.mjs";

/** Fills the form as a person does, in a page or in a frame. */
const remplir = async (ou, courriel, prenom = "Inès") => {
  await ou.getByLabel("Prénom").fill(prenom);
  await ou.getByLabel("Nom", { exact: true }).fill("Le Goff");
  await ou.getByLabel(/^Téléphone/).fill("01 99 00 12 34");
  await ou.getByLabel(/^Adresse électronique/).fill(courriel);
  await ou.getByLabel("Les frais à prévoir").check({ force: true });
  await ou.getByRole("button", { name: "Envoyer ma demande" }).click();
};

/** Address of the newest mail whose subject begins so. */
const ouvrirLeCourriel = async (page, a, sujet) => {
  await page.goto(`/demo/courriels?q=${encodeURIComponent(a)}`);
  await page.getByRole("link", { name: sujet }).first().click();
  return page.locator("pre.courriel-texte").innerText();
};

const demander = async (page, courriel, prenom) => {
  await page.goto(await premiere(page, "Formation"));
  await page.getByRole("link", { name: "Demander un rendez-vous" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Demander un rendez-vous");
  await remplir(page, courriel, prenom);
  await expect(page.locator("main")).toContainText("C’est envoyé");
};

/** The centre's link, from the mail that speaks of this person: journeys run side by side. */
const lienDuCentre = async (page, prenom) => {
  await page.goto("/demo/courriels");
  const liens = await page.getByRole("link", { name: /^Demande de rendez-vous/ }).all();
  const adresses = await Promise.all(liens.map((lien) => lien.getAttribute("href")));
  for (const adresse of adresses) {
    await page.goto(adresse);
    const texte = await page.locator("pre.courriel-texte").innerText();
    if (texte.includes(prenom)) return texte.match(/\/rendez-vous\/demande\/\w+\/lien\/[0-9a-f]+/)[0];
  }
  throw new Error(`no mail speaks of ${prenom}`);
};

test("a young person asks, the centre answers with a date, a calendar takes it", async ({ page }) => {
  await demander(page, "ines-rdv@exemple.fr", "Inès-Rose");
  const confirmation = await ouvrirLeCourriel(page, "ines-rdv@exemple.fr", /enregistrée/);
  expect(confirmation).toContain("Les frais à prévoir");

  await page.goto(await lienDuCentre(page, "Inès-Rose"));
  await expect(page.locator("main")).not.toContainText("Le Goff");
  await page.getByRole("button", { name: "Lire la demande" }).click();
  await expect(page.locator("main")).toContainText("Inès-Rose Le Goff");
  expect(await axe(page)).toEqual([]);
  await page.getByRole("button", { name: "Envoyer ma réponse" }).click();
  await expect(page).toHaveTitle(/^Erreur — /);
  await page.getByLabel(/^Votre message/).fill("Bonjour, venez nous rencontrer.");
  const jour = new Date(Date.now() + 8 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel(/^Date du rendez-vous/).fill(jour);
  await page.getByLabel(/^Heure/).fill("14h30");
  await page.getByRole("button", { name: "Envoyer ma réponse" }).click();
  await expect(page.locator("main")).toContainText("C’est fait");

  const reponse = await ouvrirLeCourriel(page, "ines-rdv@exemple.fr", /vous répond/);
  expect(reponse).toContain("venez nous rencontrer");
  const fichier = page.waitForEvent("download");
  await page.getByRole("link", { name: "rendez-vous.ics" }).click();
  expect((await fichier).suggestedFilename()).toBe("rendez-vous.ics");
});

test("the same request waits four days, and a mistake is said next to its field", async ({ page }) => {
  await demander(page, "deux-fois@exemple.fr");
  await page.goBack();
  await remplir(page, "deux-fois@exemple.fr");
  await expect(page).toHaveTitle(/^Erreur — /);
  await expect(page.locator("#courriel-erreur")).toContainText("Vous avez déjà demandé");
  await expect(page.getByLabel("Prénom")).toHaveValue("Inès");
  expect(await axe(page)).toEqual([]);
});

test("a centre finds its requests in its space, answers, and says who receives the next ones", async ({ page }) => {
  await entrer(page, "CFA");
  await page.getByRole("link", { name: "Demandes de rendez-vous" }).click();
  await expect(page.locator("main")).toContainText("attend");
  expect(await axe(page)).toEqual([]);
  await page.getByRole("link", { name: "Lina Exemple" }).click();
  await page.getByRole("button", { name: "Lire la demande" }).click();
  await expect(page.locator("main")).toContainText("lina@exemple.fr");
  await page.getByText("Je n’ai pas réussi à la joindre").click();
  await page.getByRole("button", { name: "Envoyer ma réponse" }).click();
  await expect(page.locator("main")).toContainText("Personne injoignable");

  await page.goto("/cfa/rendez-vous");
  await page.getByRole("link", { name: /^Régler le service/ }).click();
  await page.locator("table a").first().click();
  await page.getByLabel(/^Adresse qui reçoit/).fill("accueil-rdv@exemple.fr");
  await page.getByRole("button", { name: "Choisir cette adresse" }).click();
  await expect(page.locator("main")).toContainText("choisie par le centre");
  await page.getByRole("button", { name: "Revenir à l’adresse publiée" }).click();
  await expect(page.locator("main")).not.toContainText("choisie par le centre");
  expect(await axe(page)).toEqual([]);
});

test("a centre keeps an answer, and starts from it", async ({ page }) => {
  const titre = `Portes ouvertes ${Date.now()}`;
  await entrer(page, "CFA");
  await page.goto("/cfa/rendez-vous");
  await page.getByRole("link", { name: "Mes modèles de réponse" }).click();
  await page.getByLabel("Titre du modèle").fill(titre);
  await page.getByLabel("Message").fill("Court");
  await page.getByRole("button", { name: "Enregistrer le modèle" }).click();
  await expect(page).toHaveTitle(/^Erreur — /);
  await expect(page.getByLabel("Titre du modèle")).toHaveValue(titre);
  await page.getByLabel("Message").fill("Venez samedi à nos portes ouvertes.");
  await page.getByRole("button", { name: "Enregistrer le modèle" }).click();
  await expect(page.getByRole("heading", { name: titre })).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await page.goto("/cfa/rendez-vous");
  await page.getByRole("link", { name: "Malo Exemple" }).click();
  await page.getByRole("link", { name: `Partir du modèle « ${titre} »` }).click();
  await expect(page.getByLabel(/^Votre message/)).toHaveValue("Venez samedi à nos portes ouvertes.");
  expect(await axe(page)).toEqual([]);
});

for (const [nom, options] of [
  ["on a phone", { viewport: { width: 360, height: 740 } }],
  ["on a screen", { viewport: { width: 1280, height: 900 } }],
  ["without JavaScript", { javaScriptEnabled: false }],
]) {
  test(`pages of appointments, ${nom}`, async ({ browser }) => {
    const contexte = await browser.newContext(options);
    const page = await contexte.newPage();
    await page.goto(await premiere(page, "Formation"));
    const formulaire = await page.getByRole("link", { name: "Demander un rendez-vous" }).getAttribute("href");
    await entrer(page, "CFA");
    await page.goto("/cfa/rendez-vous");
    const reglages = await page.getByRole("link", { name: /^Régler le service/ }).getAttribute("href");
    const fiche = await page.locator("table a").first().getAttribute("href");
    for (const [rang, adresse] of [formulaire, "/cfa/rendez-vous", fiche, reglages].entries()) {
      await page.goto(adresse);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const deborde = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth).catch(() => 0);
      expect(deborde, adresse).toBeLessThanOrEqual(0);
      if (options.viewport) {
        expect(await axe(page), adresse).toEqual([]);
        await capture(page, `rendez-vous-${options.viewport.width}-${rang}`, { fullPage: true });
      }
    }
    await contexte.close();
  });
}

base("the form works inside a partner's page, from another origin", async ({ page, baseURL }) => {
  await page.goto(`${baseURL}/recherche?nature=Formation`);
  await page.goto(`${baseURL}${await page.locator("#resultats .cartes .carte h3 a").first().getAttribute("href")}`);
  const lien = await page.getByRole("link", { name: "Demander un rendez-vous" }).getAttribute("href");
  const serveur = createServer((_, reponse) => {
    reponse.setHeader("content-type", "text/html; charset=utf-8");
    const cadre = `/widget${lien}`.replaceAll("&", "&amp;");
    reponse.end(`<!doctype html><html lang="fr"><title>Portail</title><h1>Portail</h1><div data-compagnon="${cadre}"></div><script src="${baseURL}/widget.js" async></script></html>`);
  });
  await new Promise((suite) => serveur.listen(0, "127.0.0.1", suite));
  await page.goto(`http://127.0.0.1:${serveur.address().port}/`);
  const cadre = page.frameLocator("iframe");
  await expect(cadre.locator("h1")).toHaveText("Demander un rendez-vous");
  await expect(cadre.locator(".fr-header")).toHaveCount(0);
  await remplir(cadre, "portail-rdv@exemple.fr");
  await expect(cadre.locator("main")).toContainText("C’est envoyé");
  await new Promise((suite) => serveur.close(suite));
  await page.goto(`${baseURL}/demo/courriels?q=portail-rdv%40exemple.fr`);
  await expect(page.locator("main")).toContainText("enregistrée");
});
