// The map of a list: same items, same order. A mark is a button reached by the keyboard;
// pointing at a mark shows its card, pointing at a card shows its mark.

import maplibre from "maplibre-gl/dist/maplibre-gl-csp.js";
import { grouper } from "./grappes.js";
import { fondDeCarte } from "./fond.js";

const RAYON_DES_GRAPPES = 50;
const ZOOM_SANS_GRAPPE = 14;
const FRANCE = [[-5.2, 41.3], [9.6, 51.1]];
const KM_PAR_DEGRE = 111.2;

/* global OUVRIER, DEPARTEMENTS, VILLES, STYLE */
const voisin = (nom) => new URL(nom, import.meta.url).href;

const lire = async (nom) => (await fetch(voisin(nom))).json();

function chargerStyle() {
  return new Promise((fini) => {
    const lien = Object.assign(document.createElement("link"), { rel: "stylesheet", href: voisin(STYLE) });
    lien.addEventListener("load", fini);
    lien.addEventListener("error", fini);
    document.head.append(lien);
  });
}

async function styleDe(zone) {
  if (zone.dataset.tuiles) return zone.dataset.tuiles;
  const [departements, villes] = await Promise.all([lire(DEPARTEMENTS), lire(VILLES)]);
  return fondDeCarte(departements, villes);
}

const FRANCAIS = {
  "NavigationControl.ZoomIn": "Agrandir la carte",
  "NavigationControl.ZoomOut": "Réduire la carte",
  "Map.Title": "Carte",
  "Popup.Close": "Fermer",
};

export class Carte {
  /** Opens a map in its place of the page. */
  static async ouvrir(zone) {
    maplibre.setWorkerUrl(voisin(OUVRIER));
    const [style] = await Promise.all([styleDe(zone), chargerStyle()]);
    return new Carte(zone, style);
  }

  constructor(zone, style) {
    this.zone = zone;
    this.points = [];
    this.reperes = [];
    const doux = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.carte = new maplibre.Map({
      container: zone,
      style,
      bounds: FRANCE,
      maxZoom: 17,
      locale: FRANCAIS,
      fadeDuration: doux ? 200 : 0,
      attributionControl: { compact: true },
      dragRotate: false,
      pitchWithRotate: false,
    });
    this.carte.touchZoomRotate.disableRotation();
    this.carte.addControl(new maplibre.NavigationControl({ showCompass: false }));
    this.carte.on("moveend", () => this.dessiner());
    this.suivreLaListe();
    this.suivreLeTheme(style);
  }

  /** Shows these points, in the order of the list. */
  placer(points) {
    this.points = points;
    this.bulle?.remove();
    this.carte.resize();
    this.carte.fitBounds(this.cadre(), { padding: 48, maxZoom: Number(this.zone.dataset.zoom ?? 13), animate: false });
    this.dessiner();
  }

  cadre() {
    const cadre = new maplibre.LngLatBounds();
    this.points.forEach(({ lon, lat }) => cadre.extend([lon, lat]));
    if (!cadre.isEmpty()) return cadre;
    const { lat, lon, rayon } = this.zone.dataset;
    if (lat === undefined) return FRANCE;
    const demi = Number(rayon) / KM_PAR_DEGRE;
    return [[+lon - demi * 1.5, +lat - demi], [+lon + demi * 1.5, +lat + demi]];
  }

  dessiner() {
    this.reperes.forEach(({ repere }) => repere.remove());
    const rayon = this.carte.getZoom() > ZOOM_SANS_GRAPPE ? 1 : RAYON_DES_GRAPPES;
    const projeter = ({ lon, lat }) => this.carte.project([lon, lat]);
    this.reperes = grouper(this.points, projeter, rayon).map((grappe) => this.repere(grappe));
  }

  repere(grappe) {
    const bouton = document.createElement("button");
    Object.assign(bouton, { type: "button", className: "carte__repere" });
    const [premier] = grappe.points;
    const seul = grappe.points.length === 1;
    const nom = seul ? premier.titre : `${grappe.points.length} ${this.zone.dataset.quoi ?? "résultats"} ici, dont ${premier.titre}`;
    bouton.setAttribute("aria-label", nom);
    const pastille = document.createElement("span");
    if (seul) pastille.className = premier.icone;
    else pastille.textContent = grappe.points.length;
    bouton.append(pastille);
    bouton.addEventListener("click", () => this.toucher(grappe));
    for (const [evenement, actif] of [["pointerenter", true], ["focus", true], ["pointerleave", false], ["blur", false]]) {
      bouton.addEventListener(evenement, () => grappe.points.forEach(({ element }) => marquer(element, actif)));
    }
    const repere = new maplibre.Marker({ element: bouton }).setLngLat([grappe.lon, grappe.lat]).addTo(this.carte);
    return { repere, bouton, grappe };
  }

  toucher(grappe) {
    const cadre = new maplibre.LngLatBounds();
    grappe.points.forEach(({ lon, lat }) => cadre.extend([lon, lat]));
    const unSeulLieu = cadre.getNorth() - cadre.getSouth() < 1e-4 && cadre.getEast() - cadre.getWest() < 1e-4;
    if (grappe.points.length > 1 && !unSeulLieu && this.carte.getZoom() < ZOOM_SANS_GRAPPE) {
      this.carte.fitBounds(cadre, { padding: 64, maxZoom: ZOOM_SANS_GRAPPE + 1 });
      return;
    }
    this.ouvrirBulle(grappe);
  }

  ouvrirBulle(grappe) {
    this.bulle?.remove();
    const liste = document.createElement("ul");
    liste.append(...grappe.points.map(ligne));
    this.bulle = new maplibre.Popup({ className: "carte__bulle", maxWidth: "18rem", focusAfterOpen: true })
      .setLngLat([grappe.lon, grappe.lat])
      .setDOMContent(liste)
      .addTo(this.carte);
  }

  suivreLaListe() {
    const liste = document.getElementById("resultats");
    const viser = (actif) => ({ target }) => {
      const id = target.closest?.("[data-id]")?.dataset.id;
      if (id === undefined) return;
      const vise = this.reperes.find(({ grappe }) => grappe.points.some((point) => point.id === id));
      if (vise) marquer(vise.bouton, actif);
    };
    liste.addEventListener("pointerover", viser(true));
    liste.addEventListener("pointerout", viser(false));
    liste.addEventListener("focusin", viser(true));
    liste.addEventListener("focusout", viser(false));
  }

  /** The bundled outline takes the colours of the theme; a tile server keeps its own. */
  suivreLeTheme(style) {
    if (typeof style === "string") return;
    const reprendre = () => this.carte.setStyle(fondDeCarte(style.donnees.departements, style.donnees.villes));
    new MutationObserver(reprendre).observe(document.documentElement, { attributeFilter: ["data-fr-theme"] });
  }
}

function marquer(element, actif) {
  element.toggleAttribute("data-actif", actif);
}

function ligne({ titre, adresse }) {
  const a = Object.assign(document.createElement("a"), { href: adresse });
  a.textContent = titre;
  const li = document.createElement("li");
  li.append(a);
  return li;
}
