// The background of the map when no tile server is configured: the outline of the
// départements and the names of the towns, in the colours of the page.

const couleur = (nom) => getComputedStyle(document.documentElement).getPropertyValue(nom).trim();

/** [name, longitude, latitude, population] → GeoJSON. */
function pointsDesVilles(villes) {
  const features = villes.map(([nom, lon, lat, population]) => ({
    type: "Feature",
    properties: { nom, population },
    geometry: { type: "Point", coordinates: [lon, lat] },
  }));
  return { type: "FeatureCollection", features };
}

const SOURCES = "Natural Earth, GeoNames (CC BY 4.0), Insee";

/** The style of the map. `donnees` keeps its two sources, to draw it again in another theme. */
export function fondDeCarte(departements, villes) {
  const style = {
    version: 8,
    sources: {
      departements: { type: "geojson", data: departements, attribution: SOURCES },
      villes: { type: "geojson", data: pointsDesVilles(villes) },
    },
    layers: [
      { id: "mer", type: "background", paint: { "background-color": couleur("--background-alt-blue-france") } },
      { id: "terre", type: "fill", source: "departements", paint: { "fill-color": couleur("--background-default-grey") } },
      { id: "limites", type: "line", source: "departements", paint: { "line-color": couleur("--border-default-grey") } },
      nomsDesVilles(),
    ],
  };
  Object.defineProperty(style, "donnees", { value: { departements, villes } });
  return style;
}

function nomsDesVilles() {
  // Larger towns first; smaller ones as one comes closer.
  const seuil = ["step", ["zoom"], 150000, 6, 80000, 7, 30000, 8, 10000, 9, 0];
  return {
    id: "villes",
    type: "symbol",
    source: "villes",
    filter: [">=", ["get", "population"], seuil],
    layout: {
      "text-field": ["get", "nom"],
      "text-font": ["Marianne, arial, sans-serif"],
      "text-size": ["interpolate", ["linear"], ["get", "population"], 4000, 11, 300000, 15],
      "symbol-sort-key": ["-", ["get", "population"]],
    },
    paint: {
      "text-color": couleur("--text-mention-grey"),
      "text-halo-color": couleur("--background-default-grey"),
      "text-halo-width": 1.5,
    },
  };
}
