// Suggestions under a text field: the "editable combobox with list autocomplete" of the
// ARIA Authoring Practices. The text typed is never changed nor refused.

import { annoncer, compter } from "./annonce.js";
import { choisirPoint, oublierPoint } from "./lieu.js";

const ATTENTE = 120;
let dernierNumero = 0;

const CATEGORIES = {
  metier: "métier",
  diplome: "diplôme",
  formation: "formation",
  secteur: "secteur",
  competence: "compétence",
  entreprise: "entreprise",
  code_postal: "code postal",
  departement: "département",
  region: "région",
};

/** One suggestion of the API as the list shows it. Only a street address needs its
    coordinates: the server finds any other place again by its name. */
function lire({ label, category, genre, latitude, longitude }) {
  const point = genre === "adresse" ? { latitude, longitude } : undefined;
  return { libelle: label, detail: CATEGORIES[category ?? genre], point };
}

class Suggestions {
  constructor(champ) {
    this.champ = champ;
    this.minimum = Number(champ.dataset.suggestionsMinimum ?? 3);
    this.choix = [];
    this.rang = -1;
    this.preparer();
    champ.addEventListener("input", () => this.saisie());
    champ.addEventListener("keydown", (evenement) => this.touche(evenement));
    champ.addEventListener("blur", () => this.fermer());
  }

  preparer() {
    const id = `suggestions-${++dernierNumero}`;
    this.liste = document.createElement("ul");
    Object.assign(this.liste, { id, className: "suggestions", hidden: true });
    this.liste.setAttribute("role", "listbox");
    this.liste.setAttribute("aria-label", "Suggestions");
    const boite = document.createElement("div");
    boite.className = "avec-suggestions";
    this.champ.before(boite);
    boite.append(this.champ, this.liste);
    const attributs = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id };
    for (const [nom, valeur] of Object.entries(attributs)) this.champ.setAttribute(nom, valeur);
  }

  saisie() {
    if (this.champ.name === "lieu") oublierPoint(this.champ);
    clearTimeout(this.minuterie);
    this.demande?.abort();
    if (this.champ.value.trim().length < this.minimum) return this.fermer();
    this.minuterie = setTimeout(() => this.demander(), ATTENTE);
  }

  async demander() {
    this.demande = new AbortController();
    const adresse = `${this.champ.dataset.suggestions}?q=${encodeURIComponent(this.champ.value.trim())}`;
    try {
      const reponse = await fetch(adresse, { signal: this.demande.signal });
      if (reponse.ok) this.montrer((await reponse.json()).suggestions.map(lire));
    } catch {
      // Aborted by the next key, or no network: the person goes on typing.
    }
  }

  montrer(choix) {
    if (document.activeElement !== this.champ) return;
    this.choix = choix;
    this.rang = -1;
    this.liste.replaceChildren(...choix.map((element, rang) => this.ligne(element, rang)));
    this.ouvrir(choix.length > 0);
    annoncer(choix.length > 0 ? `${compter(choix.length, "suggestion")}.` : "Aucune suggestion.");
  }

  ligne({ libelle, detail }, rang) {
    const li = document.createElement("li");
    li.id = `${this.liste.id}-${rang}`;
    li.setAttribute("role", "option");
    li.setAttribute("aria-selected", "false");
    li.textContent = libelle;
    if (detail) {
      const precision = document.createElement("small");
      precision.textContent = ` ${detail}`;
      li.append(precision);
    }
    // mousedown comes before the blur that would close the list.
    li.addEventListener("mousedown", (evenement) => {
      evenement.preventDefault();
      this.prendre(rang);
    });
    return li;
  }

  ouvrir(ouverte) {
    this.liste.hidden = !ouverte;
    this.champ.setAttribute("aria-expanded", String(ouverte));
    if (!ouverte) this.champ.removeAttribute("aria-activedescendant");
  }

  fermer() {
    clearTimeout(this.minuterie);
    this.demande?.abort();
    this.rang = -1;
    this.ouvrir(false);
  }

  viser(rang) {
    this.rang = (rang + this.choix.length) % this.choix.length;
    [...this.liste.children].forEach((li, i) => li.setAttribute("aria-selected", String(i === this.rang)));
    const visee = this.liste.children[this.rang];
    this.champ.setAttribute("aria-activedescendant", visee.id);
    visee.scrollIntoView({ block: "nearest" });
  }

  prendre(rang) {
    const { libelle, point } = this.choix[rang];
    this.champ.value = libelle;
    if (point) choisirPoint(this.champ, libelle, point.latitude, point.longitude);
    this.fermer();
  }

  touche(evenement) {
    const ouverte = !this.liste.hidden;
    const gestes = {
      ArrowDown: () => this.viser(this.rang + 1),
      ArrowUp: () => this.viser(this.rang < 0 ? -1 : this.rang - 1),
      Escape: () => this.fermer(),
      Enter: this.rang >= 0 ? () => this.prendre(this.rang) : undefined,
    };
    // An answer still under way would open a list that is not wanted any more.
    if (!ouverte && evenement.key === "Escape") this.fermer();
    const geste = ouverte ? gestes[evenement.key] : undefined;
    if (!geste) return;
    evenement.preventDefault();
    geste();
  }
}

/** Gives suggestions to a field that names where to ask for them. */
export function brancherSuggestions(champ) {
  new Suggestions(champ);
}
