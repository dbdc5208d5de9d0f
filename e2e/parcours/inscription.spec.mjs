// Signing up: an employer, a training centre, and the OPCO that decides; mails are read on the site.

import { axe, capture, entrer, expect, test } from "../commun/site.mjs";

const remplir = async (page, courriel) => {
  await page.getByLabel("Prénom").fill("Camille");
  await page.getByLabel("Nom", { exact: true }).fill("Le Goff");
  await page.getByLabel("Adresse électronique professionnelle").fill(courriel);
  await page.getByLabel("Téléphone professionnel").fill("02 99 00 00 00");
};

for (const [nom, options] of [
  ["phone, without JavaScript", { javaScriptEnabled: false, viewport: { width: 360, height: 740 } }],
  ["wide screen", { viewport: { width: 1280, height: 900 } }],
]) {
  test.describe(nom, () => {
    test.use(options);

    test("an employer finds the company, is told what is wrong, then where the link went", async ({ page }) => {
      await page.goto("/inscription");
      await page.getByRole("link", { name: "Je recrute un apprenti" }).click();
      await page.getByLabel(/SIRET ou nom/).fill("menuiserie");
      await page.getByRole("button", { name: "Continuer" }).click();
      await page.getByRole("link", { name: "Menuiserie du Canal" }).click();
      await expect(page.getByText("D’où vient cette information")).toBeVisible();
      await remplir(page, "camille@yopmail.com");
      await page.getByRole("button", { name: "Recevoir le lien de confirmation" }).click();
      await expect(page.getByRole("alert")).toContainText("jetable");
      await expect(page.getByLabel("Prénom")).toHaveValue("Camille");
      const opco = page.getByLabel(/opérateur de compétences/);
      if (await opco.count()) await opco.selectOption("inconnu");
      await page.getByLabel("Adresse électronique professionnelle").fill(`camille-${Date.now()}@menuiserie.exemple.fr`);
      await page.getByRole("button", { name: "Recevoir le lien de confirmation" }).click();
      await expect(page).toHaveURL(/\/inscription\/envoye/);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Confirmez votre adresse électronique");
    });

    test("a training centre is found by its name", async ({ page }) => {
      await page.goto("/inscription/cfa?q=cfa");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Inscrire mon organisme de formation");
    });
  });
}

test("a company that cannot sign up is told where to turn", async ({ page }) => {
  await page.goto("/inscription/employeur?siret=90000000400003");
  await expect(page.getByRole("alert")).toContainText("organisme de formation");
  await page.getByRole("link", { name: "M’inscrire comme organisme de formation" }).click();
  await expect(page).toHaveURL(/\/inscription\/cfa\?siret=/);
});

test("the OPCO sees the requests of its companies and must say why it refuses", async ({ page }) => {
  await entrer(page, "OPCO");
  await page.goto("/habilitations/a-valider");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Demandes à valider");
  await expect(page.getByText("Menuiserie du Canal").first()).toBeVisible();
  expect(await axe(page)).toEqual([]);
});

test("the pages hold on a phone and for assistive technologies", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await entrer(page, "CFA");
  for (const adresse of ["/inscription", "/inscription/employeur?siret=90000000100009", "/inscription/agent", "/organisation"]) {
    await page.goto(adresse);
    expect(await axe(page), adresse).toEqual([]);
    const large = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(large, adresse).toBeLessThanOrEqual(360);
  }
  await capture(page, "organisation-telephone", { fullPage: true });
});
