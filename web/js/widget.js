// Put in a partner's page: turns each <div data-compagnon="…"> into a frame that shows the search
// or a sheet, and takes the height of what it shows. No cookie, nothing sent to anyone else.
//
//   <div data-compagnon="/widget/recherche?q=boulanger&lieu=Rennes"></div>
//   <script src="https://…/widget.js" async></script>

const origine = new URL(document.currentScript.src).origin;
const HAUTEUR = 600;

function poser(place) {
  const adresse = new URL(place.dataset.compagnon, origine);
  if (adresse.origin !== origine || !adresse.pathname.startsWith("/widget/")) return;
  const cadre = document.createElement("iframe");
  cadre.src = adresse.href;
  cadre.title = place.dataset.titre ?? "Recherche de formations et d’offres en apprentissage";
  cadre.loading = "lazy";
  cadre.allow = "geolocation";
  cadre.style.cssText = `width:100%;border:0;height:${HAUTEUR}px`;
  place.replaceChildren(cadre);
}

addEventListener("message", ({ origin, source, data }) => {
  const hauteur = data?.compagnon?.hauteur;
  if (origin !== origine || !Number.isFinite(hauteur)) return;
  for (const cadre of document.querySelectorAll("[data-compagnon] > iframe")) {
    if (cadre.contentWindow === source) cadre.style.height = `${Math.ceil(hauteur)}px`;
  }
});

const poserTout = () => document.querySelectorAll("[data-compagnon]").forEach(poser);
if (document.readyState === "loading") addEventListener("DOMContentLoaded", poserTout);
else poserTout();
