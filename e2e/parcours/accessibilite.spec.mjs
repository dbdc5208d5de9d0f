// axe finds nothing serious, whatever the page, the theme and the width.

import { adresse, axe, capture, expect, premiere, test } from "../commun/site.mjs";

const PAGES = [
  ["accueil", "/"],
  ["résultats", adresse({ q: "boulanger", lieu: "Rennes" })],
  ["filtres posés", adresse([["lieu", "Bretagne"], ["nature", "Formation"], ["nature", "Offre d’emploi"]])],
  ["rien", adresse({ q: "xqzwv", lieu: "Rennes" })],
  ["lieu inconnu", adresse({ lieu: "zzyzx" })],
  ["formation", { nature: "Formation" }],
  ["offre", { nature: "Offre d’emploi" }],
  ["offre avec formation", { nature: "Offre avec formation" }],
  ["entreprise", { nature: "Entreprise à contacter" }],
  ["erreur", "/nulle-part"],
  ["statistiques", "/statistiques"],
  ["registre", "/donnees-personnelles"],
  ["droits", "/droits"],
  ["données ouvertes", "/donnees-ouvertes"],
  ["api", "/api"],
  ["intégrer", "/integrer?q=boulanger"],
  ["encart", "/widget/recherche?q=boulanger&lieu=Rennes"],
  ["catalogue", "/catalogue?q=boulanger"],
  ["livraisons", "/catalogue/livraisons"],
  ["périmètres", "/catalogue/perimetres"],
  ["certifications", "/certifications?q=boulanger"],
  ["certification", "/certification/50022137"],
  ["dictionnaire", "/donnees-ouvertes/jeu/offres"],
  ["plan", "/plan-du-site"],
  ["accessibilité", "/accessibilite"],
  ["mentions", "/mentions-legales"],
  ["code source", "/code-source"],
];

const VUES = [
  ["clair", { colorScheme: "light", viewport: { width: 1280, height: 900 } }],
  ["sombre", { colorScheme: "dark", viewport: { width: 1280, height: 900 } }],
  ["téléphone", { colorScheme: "light", viewport: { width: 360, height: 740 } }],
];

for (const [vue, options] of VUES) {
  test.describe(vue, () => {
    test.use(options);
    for (const [nom, ou] of PAGES) {
      test(`${nom} has no serious fault`, async ({ page }) => {
        await page.goto(typeof ou === "string" ? ou : await premiere(page, ou.nature));
        await page.waitForLoadState("networkidle");
        await capture(page, `axe-${nom}-${vue}`.replaceAll(" ", "-"));
        expect(await axe(page)).toEqual([]);
      });
    }
  });
}

test("open suggestions have no serious fault", async ({ page }) => {
  await page.goto("/");
  await page.getByLabel("Quel métier ou quelle formation ?").pressSequentially("boulang");
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  expect(await axe(page)).toEqual([]);
});
