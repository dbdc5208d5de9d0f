// The results page: a change of filter or of sort replaces the list without leaving the page,
// so that a keyboard user keeps their place. Submitting the form still works as ever.

import { annoncer } from "./annonce.js";
import { brancherCarte } from "./carte-zone.js";

const REGIONS = ["compris", "filtres", "resultats"];
const LARGE = matchMedia("(min-width: 62em)");

function adresseDe(formulaire) {
  const parametres = new URLSearchParams();
  for (const [nom, valeur] of new FormData(formulaire)) {
    if (valeur !== "") parametres.append(nom, valeur);
  }
  return `${formulaire.getAttribute("action")}?${parametres}`;
}

const region = (document, nom) => document.querySelector(`[data-region="${nom}"]`);

function remplacer(nouveau) {
  const foyer = document.activeElement?.id;
  const carte = document.getElementById("carte");
  for (const nom of REGIONS) region(document, nom).replaceChildren(...region(nouveau, nom).childNodes);
  for (const { name, value } of nouveau.getElementById("carte").attributes) {
    if (name.startsWith("data-")) carte.setAttribute(name, value);
  }
  document.title = nouveau.title;
  if (foyer) document.getElementById(foyer)?.focus({ preventScroll: true });
}

let derniere = null;

async function charger(adresse) {
  derniere = adresse;
  const liste = region(document, "resultats");
  liste.setAttribute("aria-busy", "true");
  try {
    const reponse = await fetch(adresse, { headers: { accept: "text/html" } });
    if (!reponse.ok) throw new Error(String(reponse.status));
    const nouveau = new DOMParser().parseFromString(await reponse.text(), "text/html");
    // Another choice was made meanwhile: its own answer is coming.
    if (adresse !== derniere) return;
    history.replaceState(null, "", adresse);
    remplacer(nouveau);
    brancherCarte();
    annoncer(`${document.querySelector(".compris__total").textContent}.`);
  } catch {
    // The ordinary page says what is wrong better than a message here.
    location.assign(adresse);
  } finally {
    if (adresse === derniere) liste.removeAttribute("aria-busy");
  }
}

function ouvrirFormulaire(formulaire, champ) {
  formulaire.dataset.ouvert = "";
  const cible = document.getElementById(champ) ?? document.getElementById("q");
  cible.focus();
  cible.select?.();
}

/** The form of the results page and everything that belongs to it by its `form` attribute. */
export function brancherResultats(formulaire) {
  document.addEventListener("change", ({ target }) => {
    if (target.form !== formulaire || formulaire.contains(target)) return;
    // In the phone's panel several boxes are ticked before asking.
    if (target.name === "sort" || LARGE.matches) charger(adresseDe(formulaire));
  });
  formulaire.addEventListener("submit", (evenement) => {
    evenement.preventDefault();
    location.assign(adresseDe(formulaire));
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && location.hash === "#filtres") location.hash = "resultats";
  });
  document.addEventListener("click", (evenement) => {
    const lien = evenement.target.closest("a[data-champ]");
    if (!lien) return;
    evenement.preventDefault();
    ouvrirFormulaire(formulaire, lien.dataset.champ);
  });
}
