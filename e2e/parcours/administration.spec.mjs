// The administration: administrator, support, auditor; keyboard, phone, no JavaScript, axe.

import { axe, capture, entrer, expect, test } from "../commun/site.mjs";

const PAGES = [
  "/administration/personnes",
  "/administration/organisations",
  "/administration/habilitations",
  "/administration/taches",
  "/administration/imports",
  "/administration/cles",
  "/administration/consignes",
  "/administration/sante",
];

const VUES = [
  ["clair", { colorScheme: "light", viewport: { width: 1280, height: 900 } }],
  ["sombre", { colorScheme: "dark", viewport: { width: 1280, height: 900 } }],
  ["téléphone", { viewport: { width: 360, height: 740 } }],
  ["sans JavaScript", { javaScriptEnabled: false, viewport: { width: 360, height: 740 } }],
];

for (const [vue, options] of VUES) {
  test.describe(vue, () => {
    test.use(options);
    test("every page of the administrator is sound and fits", async ({ page }) => {
      await entrer(page, "Administrateur");
      for (const ou of PAGES) {
        await page.goto(ou);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        const deborde = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(deborde, ou).toBeLessThanOrEqual(0);
        await capture(page, `administration${ou.replaceAll("/", "-")}-${vue}`.replaceAll(" ", "-"), { fullPage: true });
        if (options.javaScriptEnabled !== false) expect(await axe(page), ou).toEqual([]);
      }
    });
  });
}

test("the administrator finds a person, deactivates the account and starts it again", async ({ page }) => {
  await entrer(page, "Administrateur");
  await page.goto("/administration/personnes");
  await page.getByLabel("Nom ou adresse électronique").fill("draaf");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=draaf/);
  await page.getByRole("link", { name: "Exemple DRAAF" }).click();
  for (const [acte, apres] of [["Désactiver", "Désactivée"], ["Réactiver", "Active"]]) {
    await page.getByLabel("Action").selectOption({ label: acte });
    await page.getByLabel(/^Motif/).fill("Essai de bout en bout");
    await page.getByRole("button", { name: "Appliquer" }).click();
    await expect(page.getByRole("status").first()).toContainText(`${acte} : 1 sur 1`);
    expect(await axe(page)).toEqual([]);
    await page.getByRole("link", { name: "Revenir à la fiche" }).click();
    await expect(page.locator("main .fr-badge").first()).toHaveText(apres);
  }
  await expect(page.getByRole("table", { name: "Historique" })).toContainText("Essai de bout en bout");
});

test("several habilitations are confirmed at once, with the keyboard", async ({ page }) => {
  await entrer(page, "Administrateur");
  await page.goto("/administration/habilitations?role=cfa&etat=active");
  await page.getByRole("checkbox").first().focus();
  await page.keyboard.press("Space");
  await page.getByLabel("Action").selectOption({ label: "Confirmer" });
  await page.getByRole("button", { name: "Appliquer aux lignes cochées" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").first()).toContainText("Confirmer : 1 sur 1");
});

test("a list is taken away as a file", async ({ page }) => {
  await entrer(page, "Auditeur");
  await page.goto("/administration/organisations");
  const attendu = page.waitForEvent("download");
  await page.getByRole("button", { name: "Exporter en CSV" }).click();
  expect((await attendu).suggestedFilename()).toBe("organisations.csv");
});

test("the auditor reads and may change nothing", async ({ page }) => {
  await entrer(page, "Auditeur");
  for (const ou of PAGES) {
    await page.goto(ou);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("button", { name: /Appliquer|Créer la clé|Lancer/ })).toHaveCount(0);
  }
});

test("the support observes an account, reading only, and the organisation is told", async ({ page }) => {
  await entrer(page, "Support");
  await page.goto("/administration/personnes?q=employeur@exemple.fr");
  await page.getByRole("link", { name: "Exemple Employeur" }).click();
  await page.getByRole("link", { name: "Observer le service à sa place" }).click();
  await page.getByRole("button", { name: "Commencer l’observation" }).click();
  await expect(page).toHaveTitle(/^Erreur/);
  expect(await axe(page)).toEqual([]);
  await page.getByLabel(/^Pourquoi/).fill("L’employeur ne retrouve pas son offre");
  await page.getByRole("button", { name: "Commencer l’observation" }).click();
  await expect(page.locator("#observation")).toContainText("lecture seule");
  await expect(page.locator("main")).toContainText("Exemple Employeur");
  expect(await axe(page)).toEqual([]);
  await page.getByRole("button", { name: "Cesser d’observer" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Exemple Employeur");
  await page.goto("/demo/courriels");
  await expect(page.locator("main")).toContainText("Le support a consulté un compte");
});

test("a banner is shown on every page, then taken away", async ({ page }) => {
  await entrer(page, "Administrateur");
  await page.goto("/administration/consignes");
  await page.getByLabel(/^Annonce/).fill("Interruption prévue vendredi à 19 h.");
  await page.getByRole("button", { name: "Appliquer ces consignes" }).click();
  await page.goto("/plan-du-site");
  await expect(page.locator("#annonce-du-site")).toContainText("Interruption prévue");
  await page.goto("/administration/consignes");
  await page.getByLabel(/^Annonce/).fill("");
  await page.getByRole("button", { name: "Appliquer ces consignes" }).click();
  await page.goto("/plan-du-site");
  await expect(page.locator("#annonce-du-site")).toHaveCount(0);
});
