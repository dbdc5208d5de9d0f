// With a keyboard only.

import { adresse, cartes, expect, premiere, test, total } from "../commun/site.mjs";

const actif = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());

/** True when the focused element is outlined, or the whole card that its link covers. */
const foyerVisible = (page) =>
  page.evaluate(() =>
    [null, "::before", "::after"].some((partie) => {
      const styles = getComputedStyle(document.activeElement, partie);
      return styles.outlineStyle !== "none" && parseFloat(styles.outlineWidth) > 0;
    }),
  );

test("suggestions are chosen with the arrows, taken with Enter, closed with Escape", async ({ page }) => {
  await page.goto("/");
  const champ = page.getByLabel("Quel métier ou quelle formation ?");
  await champ.focus();
  await page.keyboard.type("boulang");
  const options = page.getByRole("option");
  await expect(options.first()).toBeVisible();
  await expect(champ).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("ArrowDown");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await expect(champ).toHaveAttribute("aria-activedescendant", await options.first().getAttribute("id"));
  const choisie = (await options.first().evaluate((li) => li.firstChild.textContent)).trim();
  await page.keyboard.press("Enter");
  await expect(champ).toHaveValue(choisie);
  await expect(champ).toHaveAttribute("aria-expanded", "false");
  await expect(page).toHaveURL(/\/$/);

  await page.keyboard.press("Tab");
  expect(await actif(page)).toBe("lieu");
  await page.keyboard.type("renn");
  await expect(options.first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(options.first()).toBeHidden();
  await expect(page.getByLabel("Où ?")).toHaveValue("renn");
  await page.keyboard.type("es");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/lieu=rennes/);
  expect(await total(page)).toBeGreaterThan(0);
});

test("skip links come first and lead where they say", async ({ page }) => {
  await page.goto(adresse({ lieu: "Bretagne" }));
  await page.keyboard.press("Tab");
  expect(await actif(page)).toBe("Résultats");
  await expect(page.locator(":focus")).toBeInViewport();
  await page.keyboard.press("Enter");
  expect(await actif(page)).toBe("resultats");
});

for (const chemin of ["/", "/recherche?lieu=Bretagne", "fiche"]) {
  test(`every stop of the Tab key is seen: ${chemin}`, async ({ page }) => {
    await page.goto(chemin === "fiche" ? await premiere(page, "Formation") : chemin);
    const vus = new Set();
    for (let pas = 0; pas < 60; pas++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement === document.body)) break;
      vus.add(await page.evaluate(() => document.activeElement.outerHTML));
      expect(await foyerVisible(page), await page.evaluate(() => document.activeElement.outerHTML)).toBe(true);
    }
    expect(vus.size).toBeGreaterThan(10);
  });
}

test("a filter is set and removed without losing one's place", async ({ page }) => {
  await page.goto(adresse({ lieu: "Bretagne" }));
  await page.locator("#nature-1").focus();
  const reponse = page.waitForResponse(/nature=/);
  await page.keyboard.press("Space");
  await reponse;
  await expect(page.locator(".poses .fr-tag--dismiss")).toHaveCount(1);
  expect(await actif(page)).toBe("nature-1");
  await page.keyboard.press("Space");
  await expect(page.locator(".poses")).toHaveCount(0);
});

test("a sheet is opened and left", async ({ page }) => {
  await page.goto(adresse({ lieu: "Bretagne" }));
  await cartes(page).first().locator("h3 a").focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".fiche")).toBeVisible();
  await page.locator(".fiche__retour a").focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/recherche\?lieu=Bretagne/);
});
