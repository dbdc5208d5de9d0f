// « Mes données »: from the mailbox to the erasure, on a phone, without JavaScript, with a keyboard.

import { axe, capture, expect, test } from "../commun/site.mjs";

/** The link of the last mail to this address, as the demonstration shows it. */
async function lien(page, courriel) {
  await page.goto("/demo/courriels");
  await page.getByRole("link", { name: "Votre lien vers vos données" }).first().click();
  await expect(page.locator("body")).toContainText(courriel);
  const cadres = await Promise.all(page.frames().map((cadre) => cadre.content()));
  const trouve = cadres.join(" ").match(/\/mes-donnees\/lien\/[0-9a-f]{64}/);
  expect(trouve).not.toBeNull();
  return trouve[0];
}

async function demander(page, courriel) {
  await page.goto("/mes-donnees");
  await page.getByLabel("Votre adresse électronique").fill(courriel);
  await page.getByRole("button", { name: "Recevoir mon lien" }).click();
  await expect(page.getByText("Un courriel vient de partir")).toBeVisible();
}

async function entrer(page, courriel) {
  await demander(page, courriel);
  await page.goto(await lien(page, courriel));
  await page.getByRole("button", { name: "Voir mes données" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ce que nous détenons de vous" })).toBeVisible();
}

for (const [nom, options] of [
  ["with a script", {}],
  ["without JavaScript, on a phone", { javaScriptEnabled: false, viewport: { width: 360, height: 740 } }],
]) {
  test.describe(nom, () => {
    test.use(options);

    test("a person asks, takes away and erases", async ({ page }) => {
      const courriel = `ines.${nom.length}.${Date.now()}@exemple.fr`;
      await entrer(page, courriel);
      await page.locator('label[for="genre-1"]').click();
      await page.getByLabel("Expliquez votre demande").fill("Mon nom s’écrit Martin-Durand.");
      await page.getByRole("button", { name: "Envoyer ma demande" }).click();
      await expect(page.getByText("Votre demande est reçue")).toBeVisible();
      await expect(page.getByText("Martin-Durand").first()).toBeVisible();
      await capture(page, `mes-donnees-${nom.length}`, { fullPage: true });

      const [fichier] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "Télécharger mes données (JSON)" }).click(),
      ]);
      expect(fichier.suggestedFilename()).toBe("mes-donnees.json");

      await page.getByRole("button", { name: "Effacer toutes mes données" }).click();
      await expect(page.getByText("Cochez cette case pour confirmer.").first()).toBeVisible();
      await page.locator('label[for="confirmer"]').click();
      await page.getByRole("button", { name: "Effacer toutes mes données" }).click();
      await expect(page.getByText("C’est effacé")).toBeVisible();
      await page.goto("/mes-donnees/dossier");
      await expect(page).toHaveURL(/\/mes-donnees$/);
    });
  });
}

test("with the keyboard alone, and an address that is none", async ({ page }) => {
  await page.goto("/mes-donnees");
  await page.getByLabel("Votre adresse électronique").focus();
  await page.keyboard.type("pas une adresse");
  await page.keyboard.press("Enter");
  const resume = page.locator("#erreurs");
  await expect(resume).toBeVisible();
  await resume.getByRole("link").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Votre adresse électronique")).toBeFocused();
});

test("axe finds nothing serious", async ({ page }) => {
  const courriel = `axe.${Date.now()}@exemple.fr`;
  for (const adresse of [
    "/mes-donnees",
    "/mes-donnees/envoye",
    "/mes-donnees/lien/faux",
    "/donnees-personnelles/sous-traitants",
    "/donnees-personnelles/suppressions",
  ]) {
    await page.goto(adresse);
    expect(await axe(page), adresse).toEqual([]);
  }
  await entrer(page, courriel);
  expect(await axe(page)).toEqual([]);
});
