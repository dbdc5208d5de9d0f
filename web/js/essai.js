// The form of an operation of the API: sends the request and shows the answer in the page. Without
// this script the form opens the answer itself, where nothing but an address is needed.

import { annoncer } from "./annonce.js";

const LIGNES = 400;

function demande(formulaire) {
  let chemin = formulaire.dataset.chemin;
  const parametres = new URLSearchParams();
  for (const { name, value, dataset } of formulaire.querySelectorAll("[data-ou]")) {
    if (dataset.ou === "path") chemin = chemin.replace(`{${name}}`, encodeURIComponent(value));
    else if (value !== "") parametres.append(name, value);
  }
  const suite = parametres.toString();
  return suite === "" ? chemin : `${chemin}?${suite}`;
}

function lisible(texte, genre) {
  if (!genre?.includes("json")) return texte;
  try {
    return JSON.stringify(JSON.parse(texte), null, 2);
  } catch {
    return texte;
  }
}

async function envoyer(formulaire, zone) {
  const cle = formulaire.querySelector("[data-cle]")?.value.trim();
  const headers = cle ? { accept: "application/json", authorization: `Bearer ${cle}` } : { accept: "application/json" };
  const debut = performance.now();
  const reponse = await fetch(demande(formulaire), { headers });
  const texte = lisible(await reponse.text(), reponse.headers.get("content-type"));
  const reste = reponse.headers.get("ratelimit-remaining");
  const faits = [`${reponse.status} en ${Math.round(performance.now() - debut)} ms`];
  if (reste !== null) faits.push(`encore ${reste} requêtes dans le quota`);
  zone.querySelector("[data-statut]").textContent = faits.join(" ; ");
  const lignes = texte.split("\n");
  const coupe = lignes.length > LIGNES ? [...lignes.slice(0, LIGNES), "…"] : lignes;
  zone.querySelector("code").textContent = coupe.join("\n");
  zone.hidden = false;
  annoncer(`Réponse ${reponse.status}`);
}

export function brancherEssai(formulaire) {
  const zone = formulaire.parentElement.querySelector("[data-reponse]");
  formulaire.addEventListener("submit", (evenement) => {
    evenement.preventDefault();
    envoyer(formulaire, zone).catch(() => annoncer("Le site ne répond pas."));
  });
}
