// The official client of the State's public API, unmodified, against Compagnon: each read route is called
// through its modules and through `get`, and each answer is parsed by the schemas that it carries.
//
// COMPAGNON_ADRESSE and COMPAGNON_CLE are given by lancer.mjs.

import assert from "node:assert/strict";
import { test } from "node:test";
import Ajv from "ajv";
import ajouterFormats from "ajv-formats";
import { ApiClient, zApiRoutes } from "api-alternance-sdk";
import { offerReadModelOpenapi, recruiterModelOpenapi } from "api-alternance-sdk/internal";

const ADRESSE = process.env.COMPAGNON_ADRESSE;
const client = new ApiClient({ endpoint: `${ADRESSE}/api`, key: process.env.COMPAGNON_CLE });
const RENNES = { latitude: 48.11, longitude: -1.68 };

/** Parses by the schema of the package; nothing more, nothing less than what it describes may be there, but for
 * the fields that we add and say. */
function conforme(route, donnees, ajoutes = []) {
  const lues = zApiRoutes.get[route].response["200"].parse(donnees);
  const connus = champs(donnees).filter((champ) => !ajoutes.includes(champ));
  assert.deepEqual(champs(lues), connus, `${route}: fields that the schema does not know`);
  return lues;
}

/** The paths of the fields of a value; dates are leaves, whatever their type. */
function champs(valeur, chemin = "") {
  if (valeur === null || typeof valeur !== "object" || valeur instanceof Date) return [chemin];
  if (Array.isArray(valeur)) return [...new Set(valeur.flatMap((v) => champs(v, `${chemin}[]`)))].sort();
  if (typeof valeur.toISO === "function") return [chemin];
  return Object.keys(valeur).sort().flatMap((nom) => champs(valeur[nom], `${chemin}.${nom}`));
}

// The job routes have no zod schema: the package describes them by JSON schemas.
const ajv = new Ajv({ strict: false, allErrors: true, allowUnionTypes: true });
ajouterFormats(ajv);
ajv.addSchema({
  $id: "composants",
  components: {
    schemas: {
      GeoJsonPoint: {
        type: "object",
        properties: {
          type: { const: "Point" },
          coordinates: { type: "array", items: { type: "number" }, minItems: 2, maxItems: 2 },
        },
        required: ["type", "coordinates"],
        additionalProperties: false,
      },
    },
  },
});
const offre = compiler(offerReadModelOpenapi.schema);
const recruteur = compiler(recruiterModelOpenapi.schema);

function compiler(schema) {
  return ajv.compile(fermer(JSON.parse(JSON.stringify(schema).replaceAll("#/components", "composants#/components"))));
}

/** The same schema, that refuses the fields it does not describe, and null where an enumeration forgets it. */
function fermer(schema) {
  if (Array.isArray(schema)) return schema.map(fermer);
  if (schema === null || typeof schema !== "object") return schema;
  const ferme = Object.fromEntries(Object.entries(schema).map(([nom, valeur]) => [nom, fermer(valeur)]));
  if (ferme.properties && !Array.isArray(schema)) ferme.additionalProperties = false;
  if (Array.isArray(ferme.type) && ferme.type.includes("null") && ferme.enum) ferme.enum = [...ferme.enum, null];
  return ferme;
}

function valide(schema, valeur) {
  assert.ok(schema(valeur), JSON.stringify(schema.errors, null, 1) + JSON.stringify(valeur).slice(0, 600));
}

async function refus(appel) {
  try {
    await appel;
  } catch (erreur) {
    return erreur;
  }
  return assert.fail("an error was expected");
}

test("healthcheck", async () => {
  const donnees = await client.get("/healthcheck", {});
  conforme("/healthcheck", donnees);
});

test("every read route of the client is there", async () => {
  const document = await (await fetch(`${ADRESSE}/api/openapi.json`)).json();
  const servies = Object.entries(document.paths).filter(([, item]) => item.get).map(([chemin]) => chemin);
  const attendues = Object.keys(zApiRoutes.get)
    .map((route) => `/api${route.replace(/:(\w+)/g, "{$1}")}`);
  assert.deepEqual(attendues.filter((route) => !servies.includes(route)), []);
});

test("communes by INSEE code, by postal code, by arrondissement", async () => {
  for (const [code, nom] of [["35238", "Rennes"], ["35000", "Rennes"], ["2A004", "Ajaccio"], ["75101", "Paris"], ["97411", "Saint-Denis"]]) {
    const [commune] = await client.geographie.rechercheCommune({ code });
    assert.equal(commune.nom, nom, code);
    conforme("/geographie/v1/commune/search", await client.get("/geographie/v1/commune/search", { querystring: { code } }));
  }
  assert.deepEqual(await client.geographie.rechercheCommune({ code: "99999" }), []);
  const [rennes] = await client.geographie.rechercheCommune({ code: "35238" });
  assert.equal(rennes.academie.id, "A14");
  assert.ok(rennes.mission_locale.nom.includes("Rennes"));
});

test("départements", async () => {
  const departements = await client.geographie.listDepartements();
  assert.ok(departements.length > 100);
  assert.ok(departements.some((d) => d.codeInsee === "2B" && d.region.nom === "Corse"));
  conforme("/geographie/v1/departement", await client.get("/geographie/v1/departement", {}));
});

test("missions locales, all or around a point", async () => {
  const toutes = await client.geographie.listMissionLocales();
  const proches = await client.geographie.listMissionLocales({ ...RENNES, radius: 40 });
  assert.ok(toutes.length > proches.length && proches.length > 0);
  conforme("/geographie/v1/mission-locale", await client.get("/geographie/v1/mission-locale", { querystring: RENNES }));
});

test("job search", async () => {
  const chercher = (querystring) => client.get("/job/v1/search", { querystring });
  const partout = await chercher({});
  assert.deepEqual(Object.keys(partout), ["jobs", "recruiters", "warnings"]);
  assert.ok(partout.jobs.length > 0 && partout.recruiters.length === 150);
  partout.jobs.forEach((job) => valide(offre, job));
  partout.recruiters.forEach((entreprise) => valide(recruteur, entreprise));

  const autour = await chercher({ ...RENNES, radius: 30, romes: "D1102,D1104" });
  assert.ok(autour.jobs.length > 0);
  for (const job of autour.jobs) {
    valide(offre, job);
    assert.ok(job.offer.rome_codes.some((code) => ["D1102", "D1104"].includes(code)));
  }
  const ici = await chercher({ departements: ["35", "22"], target_diploma_level: "4" });
  for (const job of ici.jobs) assert.ok(["4", undefined].includes(job.offer.target_diploma?.european));

  const [partenaire] = partout.jobs.map((job) => job.identifier.partner_label).filter((nom) => nom !== "offres_emploi_lba");
  const sans = await chercher({ partners_to_exclude: [partenaire] });
  assert.ok(sans.jobs.length > 0 && sans.jobs.every((job) => job.identifier.partner_label !== partenaire));
  const { opco } = partout.jobs.find((job) => job.workplace.domain.opco).workplace.domain;
  const de_l_opco = await chercher({ opco });
  assert.ok(de_l_opco.jobs.length > 0 && de_l_opco.jobs.every((job) => job.workplace.domain.opco === opco));
  const inconnue = await chercher({ rncp: "RNCP99999" });
  assert.deepEqual([inconnue.jobs.length, inconnue.warnings[0].code], [0, "RNCP_SANS_METIER"]);
});

test("one offer, and the file of all", async () => {
  const { jobs } = await client.get("/job/v1/search", { querystring: RENNES });
  const { id } = jobs[0].identifier;
  const seule = await client.get("/job/v1/offer/:id", { params: { id } });
  assert.deepEqual(seule, jobs[0]);
  const publication = await client.get("/job/v1/offer/:id/publishing-informations", { params: { id } });
  assert.deepEqual(publication, { publishing: { status: "PUBLISHED" } });
  const inconnue = await refus(client.get("/job/v1/offer/:id", { params: { id: "inconnue" } }));
  assert.equal(inconnue.context.statusCode, 404);

  const { url, lastUpdate } = await client.get("/job/v1/export", {});
  assert.ok(Date.parse(lastUpdate) <= Date.now() + 60_000);
  const lien = new URL(url);
  const fichier = await fetch(ADRESSE + lien.pathname + lien.search);
  const lignes = (await fichier.text()).trim().split("\n").map((ligne) => JSON.parse(ligne));
  assert.ok(lignes.some((ligne) => ligne.identifier.id === id));
  lignes.slice(0, 200).forEach((ligne) => valide(offre, ligne));
  lien.searchParams.set("expire", String(Number(lien.searchParams.get("expire")) + 1));
  assert.equal((await fetch(ADRESSE + lien.pathname + lien.search)).status, 403);
});

test("certifications", async () => {
  const toutes = await client.certification.index({});
  assert.ok(Array.isArray(toutes));
  const donnees = await client.get("/certification/v1", { querystring: { "identifiant.rncp": "RNCP37537" } });
  conforme("/certification/v1", donnees);
});

test("organisations", async () => {
  const [premier] = await premiers(client.organisme.export({ page_size: 100 }), 1);
  const donnees = await client.get("/organisme/v1/export", { querystring: { page_size: 5, page_index: 0 } });
  conforme("/organisme/v1/export", donnees);
  const { uai, siret } = premier.identifiant;
  const trouve = await client.organisme.recherche(uai ? { uai, siret } : { siret });
  assert.equal(trouve.resultat.organisme.identifiant.siret, siret);
  const explication = [".metadata.siret.disponible", ".metadata.uai.disponible", ".regle.code", ".regle.explication"];
  const donnees_brutes = await client.get("/organisme/v1/recherche", { querystring: { siret } });
  conforme("/organisme/v1/recherche", donnees_brutes, explication);
});

test("trainings", async () => {
  const [premiere] = await premiers(client.formation.recherche({ ...RENNES, radius: 30 }), 1);
  const id = premiere.identifiant.cle_ministere_educatif;
  const donnees = await client.get("/formation/v1/search", { querystring: { ...RENNES, page_size: 20 } });
  conforme("/formation/v1/search", donnees);
  const seule = await client.get("/formation/v1/:id", { params: { id: encodeURIComponent(id) } });
  conforme("/formation/v1/:id", seule);
});

/** The first elements of what the client walks through page by page. */
async function premiers(pages, combien) {
  const lus = [];
  for await (const page of pages) {
    lus.push(...[page].flat());
    if (lus.length >= combien) break;
  }
  return lus;
}

test("the client reads our errors", async () => {
  const sans_cle = await (await fetch(`${ADRESSE}/api/geographie/v1/departement`)).json();
  assert.equal(sans_cle.statusCode, 401);
  const autre = new ApiClient({ endpoint: `${ADRESSE}/api`, key: "abc" });
  const illisible = await refus(autre.geographie.listDepartements());
  assert.deepEqual([illisible.context.statusCode, illisible.name], [401, "Unauthorized"]);
  assert.match(illisible.message, /clé/);
  assert.notEqual(illisible.message, sans_cle.message);

  const faux = await refus(client.geographie.rechercheCommune({ code: "abc" }));
  assert.equal(faux.context.statusCode, 400);
  assert.match(faux.message, /^code/);
  const demi = await refus(client.geographie.listMissionLocales({ latitude: 48 }));
  assert.match(demi.message, /^longitude/);
  const nulle_part = await refus(client.get("/nulle/part", {}));
  assert.equal(nulle_part.context.statusCode, 404);
});

test("a link of appointment for a training, and its form", async () => {
  const { data } = await client.get("/formation/v1/search", { querystring: { ...RENNES, radius: "50" } });
  const cles = data.map(({ identifiant }) => identifiant.cle_ministere_educatif).filter(Boolean);
  const body = { cle_ministere_educatif: cles[0] };
  const lien = await client.post("/formation/v1/appointment/generate-link", { body });
  assert.equal(lien.cle_ministere_educatif, cles[0]);
  assert.match(lien.etablissement_formateur_siret, /^\d{14}$/);
  const page = await (await fetch(lien.form_url)).text();
  assert.ok(page.includes("Demander un rendez-vous"));
  const inconnue = await refus(client.post("/formation/v1/appointment/generate-link", { body: { onisep_id: "inconnu" } }));
  assert.equal(inconnue.context.statusCode, 404);
});
