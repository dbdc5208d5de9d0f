// Nothing found, places written in every way, addresses that lead nowhere.

import { adresse, capture, expect, nombre, test, total } from "../commun/site.mjs";

const VIDES = [
  { q: "astronaute", lieu: "Rennes" },
  { q: "boulanger", lieu: "Rennes", radius: "0" },
  { q: "xqzwv", lieu: "" },
  { q: "boulanger", lieu: "Saint-Pierre-et-Miquelon" },
  { q: "", lieu: "Rennes", start_date: "1990-01-01", nature: "Offre d’emploi" },
];

for (const criteres of VIDES) {
  test(`an empty answer has ways out: ${JSON.stringify(criteres)}`, async ({ page }) => {
    await page.goto(adresse(criteres));
    if ((await total(page)) > 0) return;
    await expect(page.getByText("Aucun résultat pour cette recherche")).toBeVisible();
    const issues = page.locator(".rien__issues a, .rien .fr-tag");
    expect(await issues.count()).toBeGreaterThanOrEqual(2);
    await capture(page, `vide-${VIDES.indexOf(criteres)}`);
    const liens = await issues.evaluateAll((tous) => tous.map((a) => ({ href: a.href, texte: a.textContent })));
    for (const { href, texte } of liens.slice(0, 3)) {
      const promis = nombre(texte.match(/\(([\d\s]+)/)[1]);
      await page.goto(href);
      expect(promis).toBeGreaterThan(0);
      expect(await total(page)).toBe(promis);
    }
  });
}

// what-users-ask.md, ranked need 8.
const LIEUX = [
  ["Rennes", "Rennes"],
  ["rennes", "Rennes"],
  ["RENNES (35)", "Rennes"],
  ["35000", "Rennes"],
  ["35000 Rennes", "Rennes"],
  ["st malo", "Saint-Malo"],
  ["Saint Malo", "Saint-Malo"],
  ["saint-etienne", "Saint-Étienne"],
  ["35", "Ille-et-Vilaine"],
  ["Ille et Vilaine", "Ille-et-Vilaine"],
  ["Cantal - 15", "Cantal"],
  ["15 - cantal", "Cantal"],
  ["cantal", "Cantal"],
  ["2A", "Corse-du-Sud"],
  ["974", "La Réunion"],
  ["idf", "Île-de-France"],
  ["Ile de France", "Île-de-France"],
  ["Île-de-France", "Île-de-France"],
  ["bretagne", "Bretagne"],
  ["PACA", "Provence-Alpes-Côte d’Azur"],
  ["France entière", "Toute la France"],
  ["", "Toute la France"],
];

test("twenty ways to write a place give the right area", async ({ page }) => {
  test.slow();
  for (const [ecrit, compris] of LIEUX) {
    await test.step(ecrit, async () => {
      await page.goto(adresse({ lieu: ecrit }));
      const dit = await page.locator("h1 a[data-champ=lieu]").innerText();
      expect(dit.replace("'", "’")).toBe(compris);
    });
  }
});

test("an unknown place is said, and the whole country is shown meanwhile", async ({ page }) => {
  await page.goto(adresse({ q: "boulanger", lieu: "zzyzx" }));
  await expect(page.locator("#lieu-erreur")).toContainText("Nous ne connaissons pas « zzyzx »");
  expect(await total(page)).toBeGreaterThan(0);
});

for (const chemin of ["/nulle-part", "/formation/inconnue", "/offre/inconnue", "/entreprise/00000000000000", "/offre/%00", "/..%2f..%2fetc/passwd"]) {
  test(`an address that leads nowhere: ${chemin}`, async ({ page }) => {
    const reponse = await page.goto(chemin);
    expect(reponse.status()).toBe(404);
    await expect(page.locator("h1")).toHaveCount(1);
    await expect(page.getByText("Erreur 404")).toBeVisible();
    await expect(page.getByRole("link", { name: /accueil|recherche/i }).first()).toBeVisible();
  });
}

test("an address too long says what to do", async ({ page }) => {
  const reponse = await page.goto(adresse({ q: "a".repeat(9_000) }));
  expect(reponse.status()).toBe(414);
  await expect(page.getByText("raccourcissez votre recherche")).toBeVisible();
});
