// The documentation of the API: anyone can try a request from it.

import { axe, expect, test } from "../commun/site.mjs";

test("a request is tried from its page", async ({ page }) => {
  await page.goto("/api");
  await page.getByRole("link", { name: /GET \/api\/v1\/search :/ }).click();
  await page.getByLabel(/^q \(facultatif\)/).fill("boulanger");
  await page.getByRole("button", { name: "Envoyer la requête" }).click();
  await expect(page.locator("[data-statut]")).toContainText("200");
  await expect(page.locator("[data-reponse] code")).toContainText('"hits"');
  expect(await axe(page)).toEqual([]);
});

test("a route that wants a key says what is missing", async ({ page }) => {
  await page.goto("/api/documentation/get-api-geographie-v1-departement");
  await page.getByLabel("Votre clé d’API").fill("pas-une-cle");
  await page.getByRole("button", { name: "Envoyer la requête" }).click();
  await expect(page.locator("[data-statut]")).toContainText("401");
  await expect(page.locator("[data-reponse] code")).toContainText("pas lisible");
});

test("every operation has its page", async ({ page, request }) => {
  await page.goto("/api");
  const liens = await page.locator('a[href^="/api/documentation/"]').evaluateAll((as) => as.map((a) => a.href));
  expect(liens.length).toBeGreaterThan(8);
  expect(new Set(liens).size).toBe(liens.length);
  for (const lien of liens) expect((await request.get(lien)).status(), lien).toBe(200);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("the form of a public route opens its answer", async ({ page }) => {
    await page.goto("/api/documentation/get-api-v1-lieux");
    await page.getByLabel(/^q/).fill("rennes");
    await page.getByRole("button", { name: "Envoyer la requête" }).click();
    await expect(page.locator("body")).toContainText("Rennes (35)");
  });
});
