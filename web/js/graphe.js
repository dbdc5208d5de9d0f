// Charts above the tables that say the same. What draws them (150 kB) is fetched when one comes near.

const MARGE = "400px";

/** The component draws in a tree of its own, where the sheets of the page do not reach. */
function habiller(dessin, style) {
  const feuilles = [...document.querySelectorAll('link[rel="stylesheet"]')].map(({ href }) => href);
  for (const href of [...feuilles, style]) {
    dessin.shadowRoot?.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
  }
}

async function dessiner(place) {
  const { graphe, attributs, script, style } = place.dataset;
  await import(script);
  const dessin = document.createElement(graphe);
  for (const [nom, valeur] of Object.entries(JSON.parse(attributs))) dessin.setAttribute(nom, valeur);
  place.append(dessin);
  habiller(dessin, style);
}

/** Draws each chart of the page when it is about to be seen. */
export function brancherGraphes() {
  const vues = new IntersectionObserver(
    (entrees) => {
      for (const { isIntersecting, target } of entrees) {
        if (!isIntersecting) continue;
        vues.unobserve(target);
        dessiner(target);
      }
    },
    { rootMargin: MARGE },
  );
  for (const place of document.querySelectorAll("[data-graphe]")) {
    place.hidden = false;
    vues.observe(place);
  }
}
