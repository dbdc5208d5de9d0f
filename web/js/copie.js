import { annoncer } from "./annonce.js";

/** "Copier le lien": the address of reference, without what the journey added to it. */
export function brancherCopie(bouton) {
  const libelle = bouton.textContent;
  bouton.addEventListener("click", async () => {
    const canonique = document.querySelector("link[rel=canonical]");
    await navigator.clipboard.writeText(canonique?.href ?? location.href);
    bouton.textContent = "Lien copié";
    annoncer("Lien copié.");
    setTimeout(() => (bouton.textContent = libelle), 3000);
  });
}
