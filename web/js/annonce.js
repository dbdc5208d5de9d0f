const zone = document.getElementById("annonce");

/** Says a sentence to screen readers, without moving anything. */
export function annoncer(phrase) {
  zone.textContent = "";
  // A new task, so that the same sentence twice is said twice.
  setTimeout(() => (zone.textContent = phrase), 50);
}

const nombres = new Intl.NumberFormat("fr-FR");

/** "3 suggestions", "1 résultat": the French plural starts at two. */
export function compter(nombre, nom) {
  return `${nombres.format(nombre)} ${nom}${nombre < 2 ? "" : "s"}`;
}
