// A place chosen by its coordinates travels in two hidden fields beside its text.

/** Writes the coordinates beside the place, and in its text what they are. */
export function choisirPoint(champ, libelle, latitude, longitude) {
  oublierPoint(champ);
  champ.value = libelle;
  for (const [nom, valeur] of [["latitude", latitude], ["longitude", longitude]]) {
    const cache = document.createElement("input");
    Object.assign(cache, { type: "hidden", name: nom, value: valeur });
    cache.dataset.duLieu = "";
    champ.closest("form").append(cache);
  }
}

/** Forgets them, as soon as the text is no longer what they stand for. */
export function oublierPoint(champ) {
  champ.closest("form")?.querySelectorAll("[data-du-lieu]").forEach((cache) => cache.remove());
}
