import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const CHROMIUMS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

// Debian's browser, kept from calling home; the software renderer draws the map.
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
];

export default defineConfig({
  testDir: "parcours",
  testMatch: "*.spec.mjs",
  // A site that was already running has no identity provider of ours.
  testIgnore: process.env.COMPAGNON_FOURNISSEUR ? [] : "identite.spec.mjs",
  outputDir: "test-results",
  workers: 2,
  fullyParallel: true,
  retries: 0,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    baseURL: process.env.COMPAGNON_ADRESSE,
    browserName: "chromium",
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    viewport: { width: 1280, height: 900 },
    reducedMotion: "reduce",
    screenshot: "only-on-failure",
    launchOptions: { executablePath: CHROMIUMS.find(existsSync), args: ARGUMENTS },
  },
});
