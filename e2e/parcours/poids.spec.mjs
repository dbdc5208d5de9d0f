// What a first visit downloads, as the network sees it: 200 kB, fonts and map apart.

import { adresse, expect, test } from "../commun/site.mjs";

const BUDGET = 200_000;

/** Fonts, and what only the map needs. */
const A_PART = /\.woff2?$|\/statique\/(carte|departements|villes)[-.]/;

async function telecharger(page, chemin) {
  const reseau = await page.context().newCDPSession(page);
  await reseau.send("Network.enable");
  await reseau.send("Network.setCacheDisabled", { cacheDisabled: true });
  const adresses = new Map();
  const poids = new Map();
  reseau.on("Network.responseReceived", ({ requestId, response }) => adresses.set(requestId, response.url));
  reseau.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => poids.set(requestId, encodedDataLength));
  await page.goto(chemin);
  await page.waitForLoadState("networkidle");
  return [...poids].map(([id, octets]) => ({ url: adresses.get(id) ?? "", octets }));
}

for (const chemin of ["/", adresse({ q: "boulanger", lieu: "Rennes" }), adresse({ lieu: "Bretagne" })]) {
  test(`a first visit to ${chemin} stays under ${BUDGET / 1000} kB`, async ({ page }) => {
    const recus = await telecharger(page, chemin);
    const comptes = recus.filter(({ url }) => !A_PART.test(new URL(url).pathname));
    const total = comptes.reduce((somme, { octets }) => somme + octets, 0);
    console.log(`${chemin}: ${(total / 1000).toFixed(1)} kB in ${comptes.length} files`);
    expect(comptes.length).toBeGreaterThan(3);
    expect(total).toBeLessThanOrEqual(BUDGET);
  });
}

test("what was downloaded once is kept", async ({ page }) => {
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  const demandes = [];
  page.on("response", (reponse) => {
    if (reponse.url().includes("/statique/") && !reponse.fromServiceWorker()) demandes.push(reponse);
  });
  await page.goto("/statistiques");
  await page.waitForLoadState("networkidle");
  for (const reponse of demandes) {
    expect(reponse.headers()["cache-control"], reponse.url()).toContain("immutable");
  }
  expect(demandes.length).toBeGreaterThan(0);
});
