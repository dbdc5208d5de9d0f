import { chromium } from "playwright-core";
const [role, ...pages] = process.argv.slice(2);
const base = "http://127.0.0.1:7391";
const nav = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const largeur of [360, 1280]) {
  const contexte = await nav.newContext({ viewport: { width: largeur, height: 900 } });
  const page = await contexte.newPage();
  if (role !== "-") {
    await page.goto(base + "/demo/connexion");
    await page.getByRole("button", { name: role, exact: true }).click();
    await page.waitForURL(/espace/);
  }
  for (const [n, adresse] of pages.entries()) {
    await page.goto(base + adresse);
    const debord = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await page.screenshot({ path: `/tmp/t/shots/${n}-${largeur}.png`, fullPage: true });
    console.log(largeur, adresse, "overflow", debord, await page.title());
    if (process.env.LIENS) console.log(await page.locator("main a").evaluateAll(as => as.map(a => a.getAttribute("href"))));
  }
}
await nav.close();
