// The data protection officer: a request answered, an incident notified in time, data held, the journal searched.

import { axe, capture, entrer, expect, test } from "../commun/site.mjs";

const DELEGUE = "Délégué à la protection des données";

/** A person asks for what needs a human. */
async function demander(page, courriel, texte) {
  await page.goto("/mes-donnees");
  await page.getByLabel("Votre adresse électronique").fill(courriel);
  await page.getByRole("button", { name: "Recevoir mon lien" }).click();
  await page.goto("/demo/courriels");
  await page.getByRole("link", { name: "Votre lien vers vos données" }).first().click();
  await expect(page.locator("body")).toContainText(courriel);
  const cadres = await Promise.all(page.frames().map((cadre) => cadre.content()));
  await page.goto(cadres.join(" ").match(/\/mes-donnees\/lien\/[0-9a-f]{64}/)[0]);
  await page.getByRole("button", { name: "Voir mes données" }).click();
  await page.locator('label[for="genre-1"]').click();
  await page.getByLabel("Expliquez votre demande").fill(texte);
  await page.getByRole("button", { name: "Envoyer ma demande" }).click();
  await expect(page.getByText("Votre demande est reçue")).toBeVisible();
}

test("a request is taken, answered, and the person reads the answer", async ({ page }) => {
  const courriel = `demande.${Date.now()}@exemple.fr`;
  await demander(page, courriel, "Mon nom est mal écrit dans la liste du CFA.");
  await entrer(page, DELEGUE);
  await page.goto("/dpo/demandes");
  expect(await axe(page)).toEqual([]);
  const table = page.getByRole("table", { name: "Demandes" });
  const liens = await table.getByRole("link").evaluateAll((tous) => tous.map((a) => a.getAttribute("href")));
  let trouvee = "";
  for (const lien of [...new Set(liens)]) {
    await page.goto(lien);
    if ((await page.locator("main").innerText()).includes(courriel)) trouvee = lien;
    if (trouvee) break;
  }
  expect(trouvee).not.toBe("");
  await page.getByRole("button", { name: "Prendre cette demande" }).click();
  await page.getByRole("button", { name: "Envoyer la réponse et clore" }).click();
  await expect(page).toHaveTitle(/^Erreur/);
  expect(await axe(page)).toEqual([]);
  await page.locator('label[for="issue-1"]').click();
  await page.getByLabel("Réponse, que la personne lira").fill("Votre nom est corrigé dans la liste.");
  await page.getByRole("button", { name: "Envoyer la réponse et clore" }).click();
  await expect(page.locator("main")).toContainText("Votre nom est corrigé dans la liste.");
  await capture(page, "delegue-demande", { fullPage: true });
  await page.goto("/demo/courriels");
  await expect(page.locator("main")).toContainText(courriel);
});

test("an incident is inscribed, completed, notified and closed", async ({ page }) => {
  await entrer(page, DELEGUE);
  await page.goto("/dpo/incidents");
  expect(await axe(page)).toEqual([]);
  await page.goto("/dpo/incidents/nouveau");
  await page.getByRole("button", { name: "Inscrire au registre" }).click();
  await expect(page.locator("#erreurs").first()).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await page.getByLabel(/^En quelques mots/).fill("Fichier envoyé au mauvais CFA");
  await page.locator('label[for="nature-1"]').click();
  await page.getByLabel(/^Détecté il y a/).fill("2");
  await page.locator("label", { hasText: "Risque : notification à la CNIL" }).click();
  await page.getByRole("button", { name: "Inscrire au registre" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Fichier envoyé au mauvais CFA");
  await expect(page.getByRole("heading", { name: "Texte de la notification à la CNIL" })).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await page.getByRole("button", { name: "La CNIL est notifiée" }).click();
  await capture(page, "delegue-incident", { fullPage: true });
  await expect(page.getByRole("button", { name: "La CNIL est notifiée" })).toHaveCount(0);
});

test("data is held for a dispute, then released", async ({ page }) => {
  await entrer(page, DELEGUE);
  await page.goto("/dpo/gels");
  expect(await axe(page)).toEqual([]);
  const motif = `Affaire ${Date.now()}`;
  await page.getByLabel("Données à garder").selectOption({ index: 1 });
  await page.getByLabel(/^Motif/).fill(motif);
  await page.getByRole("button", { name: "Geler", exact: true }).click();
  await page.getByRole("button", { name: `Lever le gel « ${motif} »` }).click();
  await expect(page.getByRole("button", { name: `Lever le gel « ${motif} »` })).toHaveCount(0);
});

test("the auditor searches the journal and takes nothing else", async ({ page }) => {
  await entrer(page, "Auditeur");
  await page.goto("/dpo/journal");
  expect(await axe(page)).toEqual([]);
  await capture(page, "auditeur-journal", { fullPage: true });
  const refus = await page.goto("/dpo/gels");
  expect(refus.status()).toBe(403);
});

for (const largeur of [360, 1280]) {
  test(`nothing overflows at ${largeur} px`, async ({ page }) => {
    await page.setViewportSize({ width: largeur, height: 800 });
    await entrer(page, DELEGUE);
    for (const adresse of ["/dpo/demandes", "/dpo/incidents", "/dpo/incidents/nouveau", "/dpo/journal", "/dpo/gels"]) {
      await page.goto(adresse);
      const deborde = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(deborde, adresse).toBeLessThanOrEqual(0);
    }
  });
}
