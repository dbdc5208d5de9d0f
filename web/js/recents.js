// The last searches stay in this browser; nothing is sent, and one button forgets them.

const CLE = "recherches";
const NOMBRE = 5;

function lire() {
  try {
    return JSON.parse(localStorage.getItem(CLE)) ?? [];
  } catch {
    return [];
  }
}

function ecrire(recherches) {
  try {
    localStorage.setItem(CLE, JSON.stringify(recherches));
  } catch {
    // Storage refused or full: the searches are simply not kept.
  }
}

function retenir(adresse) {
  const parametres = new URLSearchParams(location.search);
  const [q, lieu] = ["q", "lieu"].map((nom) => (parametres.get(nom) ?? "").trim());
  // A position is not kept: it would tell where the person was.
  if ((!q && !lieu) || parametres.has("latitude")) return;
  parametres.delete("page");
  const libelle = [q, lieu].filter(Boolean).join(" · ");
  const autres = lire().filter((recherche) => recherche.libelle !== libelle);
  ecrire([{ libelle, adresse: `${adresse}?${parametres}` }, ...autres].slice(0, NOMBRE));
}

function lien({ libelle, adresse }) {
  const a = Object.assign(document.createElement("a"), { className: "fr-tag", href: adresse });
  a.textContent = libelle;
  const li = document.createElement("li");
  li.append(a);
  return li;
}

function oublier(zone) {
  const bouton = document.createElement("button");
  Object.assign(bouton, { type: "button", className: "fr-btn fr-btn--sm fr-btn--tertiary-no-outline" });
  bouton.textContent = "Effacer mes recherches";
  bouton.addEventListener("click", () => {
    ecrire([]);
    zone.hidden = true;
    document.getElementById("q").focus();
  });
  return bouton;
}

function montrer(zone, recherches) {
  const titre = document.createElement("h2");
  titre.className = "fr-text--md fr-mt-3w fr-mb-1w";
  titre.textContent = "Vos dernières recherches";
  const liste = document.createElement("ul");
  liste.className = "fr-tags-group";
  liste.append(...recherches.map(lien));
  zone.replaceChildren(titre, liste, oublier(zone));
  zone.hidden = false;
}

/** Keeps the search of this page, and shows the last ones where the page has room for them. */
export function brancherRecents(formulaire) {
  const adresse = formulaire.getAttribute("action");
  if (location.pathname === adresse) retenir(adresse);
  const zone = document.querySelector("[data-recents-liste]");
  const recherches = lire();
  if (zone && recherches.length > 0) montrer(zone, recherches);
}
