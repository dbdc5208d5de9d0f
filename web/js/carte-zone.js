// The map's place in the page. The map itself (300 kB) is fetched only when it is shown:
// at once beside a wide list, on request on a phone.

const LARGE = matchMedia("(min-width: 62em)");
let carte = null;

function pointsDeLaListe() {
  const cartes = document.querySelectorAll("#resultats [data-lat]");
  return [...cartes].map((element) => ({
    id: element.dataset.id,
    lat: Number(element.dataset.lat),
    lon: Number(element.dataset.lon),
    titre: element.querySelector("a").textContent,
    adresse: element.querySelector("a").href,
    icone: element.querySelector(".carte__nature").className.match(/fr-icon-[\w-]+/)[0],
    element,
  }));
}

async function montrer(zone) {
  zone.hidden = false;
  if (!carte) {
    const { Carte } = await import(zone.dataset.carte);
    carte = await Carte.ouvrir(zone);
  }
  carte.placer(pointsDeLaListe());
}

function brancherBouton(bouton, zone) {
  bouton.hidden = false;
  bouton.addEventListener("click", async () => {
    const ouvrir = zone.hidden;
    bouton.setAttribute("aria-expanded", String(ouvrir));
    if (!ouvrir) {
      zone.hidden = true;
      return;
    }
    await montrer(zone);
    zone.scrollIntoView();
    zone.focus({ preventScroll: true });
  });
}

/** Shows the map of the list; called again when the list changes. */
export function brancherCarte() {
  const zone = document.querySelector("[data-carte]");
  if (!zone) return;
  const bouton = document.querySelector("[data-ouvrir-carte]");
  if (bouton) brancherBouton(bouton, zone);
  if (LARGE.matches || !zone.hidden) montrer(zone);
}
