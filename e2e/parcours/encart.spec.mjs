// The search inside the page of a partner: another origin, allowed by the operator.

import { createServer } from "node:http";
import { test as base, expect } from "@playwright/test";
import { axe } from "../commun/site.mjs";

/** A partner's page, served by another origin, with this body. */
const test = base.extend({
  portail: async ({ baseURL }, use) => {
    let corps = "";
    const serveur = createServer((_, reponse) => {
      reponse.setHeader("content-type", "text/html; charset=utf-8");
      reponse.end(`<!doctype html><html lang="fr"><title>Portail</title><h1>Portail</h1>${corps}</html>`);
    });
    await new Promise((suite) => serveur.listen(0, "127.0.0.1", suite));
    await use({
      adresse: `http://127.0.0.1:${serveur.address().port}/`,
      montrer: (cadre) => {
        corps = `<div data-compagnon="${cadre}"></div><script src="${baseURL}/widget.js" async></script>`;
      },
    });
    await new Promise((suite) => serveur.close(suite));
  },
});

test("the search works in a partner's page and takes the height of what it shows", async ({ page, portail }) => {
  portail.montrer("/widget/recherche?q=boulanger&amp;lieu=Rennes");
  await page.goto(portail.adresse);
  const cadre = page.frameLocator("iframe");
  await expect(cadre.locator(".cartes > li").first()).toBeVisible();
  await expect(cadre.locator(".fr-header")).toHaveCount(0);
  await expect.poll(async () => (await page.locator("iframe").boundingBox()).height).toBeGreaterThan(700);

  await cadre.getByLabel("Quel métier ou quelle formation ?").fill("coiffeur");
  await page.keyboard.press("Escape");
  await cadre.getByRole("button", { name: "Rechercher", exact: true }).click();
  await expect(cadre.locator("h1")).toContainText("Coiffeur");
  expect(await page.context().cookies()).toEqual([]);
});

test("a result opens the site in a tab of its own", async ({ page, portail, baseURL }) => {
  portail.montrer("/widget/recherche?q=boulanger&amp;lieu=Rennes");
  await page.goto(portail.adresse);
  const onglet = page.waitForEvent("popup");
  await page.frameLocator("iframe").locator(".cartes h3 a").first().click();
  const fiche = await onglet;
  await expect(fiche.locator(".fiche h1")).toBeVisible();
  expect(new URL(fiche.url()).origin).toBe(baseURL);
  await expect(page.locator("h1")).toHaveText("Portail");
});

test("an ordinary page of the site cannot be framed", async ({ page, portail, baseURL }) => {
  portail.montrer("/widget/recherche");
  await page.goto(portail.adresse);
  const refus = page.waitForEvent("console", (m) => m.text().includes("frame-ancestors"));
  await page.evaluate((adresse) => {
    const cadre = document.createElement("iframe");
    cadre.src = `${adresse}/recherche?q=boulanger`;
    document.body.append(cadre);
  }, baseURL);
  await refus;
});

test("the loader ignores an address that is not one of its frames", async ({ page, portail }) => {
  for (const cadre of ["https://ailleurs.exemple/widget/recherche", "/recherche", "javascript:alert(1)"]) {
    portail.montrer(cadre);
    await page.goto(portail.adresse, { waitUntil: "networkidle" });
    await expect(page.locator("iframe")).toHaveCount(0);
  }
});

test("the loader is small, and the builder shows what to copy", async ({ page, request }) => {
  const script = await request.get("/widget.js");
  expect((await script.body()).length).toBeLessThan(5_000);
  expect(script.headers()["cross-origin-resource-policy"]).toBe("cross-origin");

  await page.goto("/integrer");
  await page.getByLabel("Quel métier ou quelle formation ? (facultatif)").fill("coiffeur");
  await page.keyboard.press("Escape");
  await page.getByLabel("Ce qu’il montre").selectOption({ label: "Les formations" });
  await page.getByRole("button", { name: "Mettre à jour l’aperçu" }).click();
  await expect(page).toHaveURL(/mode=formations/);
  await expect(page.locator(".code")).toContainText('data-compagnon="/widget/recherche?q=coiffeur&amp;radius=30&amp;mode=formations"');
  await expect(page.frameLocator("iframe").locator("h1")).toContainText("Coiffeur");
  expect(await axe(page)).toEqual([]);
});
