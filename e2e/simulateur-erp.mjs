// Plays the management software of a training centre: a whole year of enrolments, with the mistakes people make,
// sent, mended, and sent again, through the public API alone.
//
//   node e2e/simulateur-erp.mjs --adresse http://127.0.0.1:8080 --cle CLE --siret SIRET --uai UAI [--nombre 120]

import { parseArgs } from "node:util";

const PAR_APPEL = 50;
const PATIENCE_MS = 60_000;

const NOMS = ["Abgrall", "Bourdon", "Cissé", "Delmas", "Fournier", "Guéguen", "Hamon", "Lopez", "Nguyen", "Traoré"];
const PRENOMS = ["Alba", "Bilal", "Chloé", "Diwan", "Elsa", "Farid", "Gwen", "Hugo", "Inaya", "Jules"];

/** `2026-09-01`, so many days later. */
function plus(jour, jours) {
  const date = new Date(`${jour}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + jours);
  return date.toISOString().slice(0, 10);
}

/** The first calendar year of the school year under way: it begins in August. */
function premiereAnnee(aujourdHui) {
  return aujourdHui.getUTCFullYear() - (aujourdHui.getUTCMonth() < 7 ? 1 : 0);
}

/** The enrolments of a year, all good. */
export function annee({ siret, uai, nombre = 120, aujourdHui = new Date() }) {
  const civile = premiereAnnee(aujourdHui);
  const entree = `${civile}-09-01`;
  return Array.from({ length: nombre }, (_, n) => {
    const dossier = {
      nom_apprenant: NOMS[n % NOMS.length],
      prenom_apprenant: PRENOMS[Math.floor(n / NOMS.length) % PRENOMS.length],
      date_de_naissance_apprenant: plus(`${civile - 18}-01-01`, n),
      annee_scolaire: `${civile}-${civile + 1}`,
      id_erp_apprenant: `SIM-${n}`,
      date_inscription_formation: plus(entree, -45),
      date_entree_formation: entree,
      date_fin_formation: `${civile + 2}-07-05`,
      etablissement_responsable_uai: uai,
      etablissement_responsable_siret: siret,
      etablissement_formateur_uai: uai,
      etablissement_formateur_siret: siret,
      formation_cfd: "50022137",
      libelle_court_formation: "CAP",
      email_contact: `sim${n}@exemple.fr`,
      // A field of the software's own: it must be kept aside, and refuse nothing.
      groupe_de_classe: `G${n % 4}`,
    };
    if (n % 10 !== 9) dossier.contrat_date_debut = entree;
    if (n % 15 === 3) Object.assign(dossier, { contrat_date_rupture: plus(entree, 20), cause_rupture_contrat: "Démission" });
    return dossier;
  });
}

/** The mistakes of every day, by rank: what they do to an enrolment, and the field that the report must name. */
export const ERREURS = [
  { champ: "date_de_naissance_apprenant", gater: (d) => (d.date_de_naissance_apprenant = "12/03/2008") },
  { champ: "nom_apprenant", gater: (d) => delete d.nom_apprenant },
  { champ: "email_contact", gater: (d) => (d.email_contact = "pas une adresse") },
  { champ: "date_fin_formation", gater: (d) => (d.date_fin_formation = plus(d.date_entree_formation, -1)) },
  { champ: "contrat_date_debut_2", gater: (d) => (d.contrat_date_fin_2 = d.date_fin_formation) },
  { champ: "etablissement_formateur_siret", gater: (d) => (d.etablissement_formateur_siret = "123") },
  { champ: "annee_scolaire", gater: (d) => (d.annee_scolaire = "2024") },
];

/** The same enrolments, with one mistake of each kind. */
export function gater(dossiers) {
  return dossiers.map((dossier, n) => {
    const copie = { ...dossier };
    ERREURS[n]?.gater(copie);
    return copie;
  });
}

/** Sends by calls of fifty; gives what each call answered. */
export async function envoyer({ adresse, cle }, dossiers) {
  const reponses = [];
  for (let n = 0; n < dossiers.length; n += PAR_APPEL) {
    const reponse = await fetch(`${adresse}/api/v3/dossiers-apprenants`, {
      method: "POST",
      headers: { authorization: `Bearer ${cle}`, "content-type": "application/json" },
      body: JSON.stringify(dossiers.slice(n, n + PAR_APPEL)),
    });
    if (!reponse.ok) throw new Error(`${reponse.status} : ${await reponse.text()}`);
    reponses.push(await reponse.json());
  }
  return reponses;
}

/** The report of a sending, once it was worked through. */
export async function compteRendu({ adresse, cle }, transmission) {
  const debut = Date.now();
  while (Date.now() - debut < PATIENCE_MS) {
    const reponse = await fetch(`${adresse}/api/v3/transmissions/${transmission}`, { headers: { authorization: `Bearer ${cle}` } });
    if (!reponse.ok) throw new Error(`${reponse.status} : ${await reponse.text()}`);
    const lu = await reponse.json();
    if (lu.etat !== "recue") return lu;
    await new Promise((fini) => setTimeout(fini, 200));
  }
  throw new Error(`la transmission ${transmission} n'est toujours pas traitée`);
}

/** Sends and waits: the sums of the reports, with all their faults. */
export async function transmettre(site, dossiers) {
  const bilan = { recus: 0, refuses: 0, crees: 0, mis_a_jour: 0, identiques: 0, fusionnes: 0, erreurs: [] };
  for (const { transmission } of await envoyer(site, dossiers)) {
    const lu = await compteRendu(site, transmission);
    for (const nom of Object.keys(bilan)) bilan[nom] = nom === "erreurs" ? [...bilan.erreurs, ...lu.erreurs] : bilan[nom] + lu[nom];
  }
  return bilan;
}

/** The year with its mistakes, the same mended, the same again. */
export async function jouer(site, options) {
  const dossiers = annee(options);
  const premier = await transmettre(site, gater(dossiers));
  const corrige = await transmettre(site, dossiers);
  const encore = await transmettre(site, dossiers);
  return { premier, corrige, encore };
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: { adresse: { type: "string" }, cle: { type: "string" }, siret: { type: "string" }, uai: { type: "string" }, nombre: { type: "string" } },
  });
  const { adresse, cle, siret, uai, nombre } = values;
  if (!adresse || !cle || !siret || !uai) throw new Error("--adresse, --cle, --siret et --uai sont attendus");
  const passages = await jouer({ adresse, cle }, { siret, uai, nombre: nombre ? Number(nombre) : undefined });
  for (const [nom, { erreurs, ...comptes }] of Object.entries(passages)) {
    console.log(nom, comptes);
    erreurs.forEach((e) => console.log(`  ${e.id_erp_apprenant} ${e.champ} : ${e.message}`));
  }
}
