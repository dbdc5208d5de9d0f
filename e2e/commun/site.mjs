// What every journey needs: the test with its watch, and the gestures of a person who searches.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test as base, expect } from "@playwright/test";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A test whose page may talk to nobody else, and whose scripts may not fail. */
export const test = base.extend({
  page: async ({ page, baseURL }, use) => {
    const fautes = [];
    page.on("request", (requete) => {
      const adresse = new URL(requete.url());
      const locale = ["data:", "blob:"].includes(adresse.protocol) || adresse.origin === new URL(baseURL).origin;
      if (!locale) fautes.push(`request to ${adresse.origin}`);
    });
    page.on("pageerror", (erreur) => fautes.push(`script: ${erreur.message}`));
    page.on("console", (message) => {
      if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) fautes.push(`console: ${message.text()}`);
    });
    await use(page);
    expect(fautes).toEqual([]);
  },
});

export { expect };

/** The four kinds of results, as the page names them. */
export const NATURES = ["Formation", "Offre d’emploi", "Offre avec formation", "Entreprise à contacter"];

/** A search from the home page, as a person does it. */
export async function chercher(page, quoi, ou) {
  await page.goto("/");
  await page.getByLabel("Quel métier ou quelle formation ?").fill(quoi);
  await page.getByLabel("Où ?").fill(ou);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Rechercher", exact: true }).click();
  await expect(page).toHaveURL(/\/recherche\?/);
}

/** Signs in as the example of a role, whoever was signed in before. */
export async function entrer(page, role) {
  await page.context().clearCookies();
  await page.goto("/demo/connexion");
  await page.getByRole("button", { name: role, exact: true }).click();
  await expect(page).toHaveURL(/\/espace$/);
}

/** The first link of the newest mail to this mailbox with this subject. */
export async function lienDuCourriel(page, sujet, courriel, forme) {
  await page.goto(`/demo/courriels?adresse=${encodeURIComponent(courriel)}`);
  await page.getByRole("link", { name: sujet }).first().click();
  const cadres = await Promise.all(page.frames().map((cadre) => cadre.content()));
  const trouve = cadres.join(" ").match(forme);
  expect(trouve, sujet).not.toBeNull();
  return trouve[0];
}

/** Address of a page of results. */
export function adresse(criteres) {
  return `/recherche?${new URLSearchParams(criteres)}`;
}

/** A number written in French: "1 234" is 1234. */
export function nombre(texte) {
  const chiffres = texte.replace(/[^\d]/g, "");
  return chiffres === "" ? 0 : Number(chiffres);
}

/** Number of results that the page announces. */
export async function total(page) {
  return nombre(await page.locator(".compris__total").innerText());
}

export const cartes = (page) => page.locator("#resultats .cartes .carte");

/** Titles of the cards, in order. */
export const titres = (page) => cartes(page).locator("h3").allInnerTexts();

/** Address of the first sheet of a kind, from the API. */
export async function premiere(page, nature, criteres = {}) {
  await page.goto(adresse({ ...criteres, nature }));
  return cartes(page).first().locator("h3 a").getAttribute("href");
}

/** Serious faults that axe finds in the page as it is. */
export async function axe(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }),
  );
  const graves = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  return graves.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(" | ")}`);
}

/** A picture kept in captures/, for people to look at. */
export function capture(page, nom, options = {}) {
  return page.screenshot({ path: `${import.meta.dirname}/../captures/${nom}.png`, ...options });
}
