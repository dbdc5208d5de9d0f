import { annoncer } from "./annonce.js";
import { choisirPoint } from "./lieu.js";

const REFUS = "Votre position n’est pas disponible. Indiquez une ville ou un code postal.";

/** "Autour de moi": asks for the position only when the button is pressed. */
export function brancherAutour(bouton) {
  if (!("geolocation" in navigator)) return;
  const champ = bouton.closest("form").querySelector("[name=lieu]");
  bouton.hidden = false;
  bouton.addEventListener("click", () => {
    annoncer("Recherche de votre position.");
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      // Two decimals are about 1 km: enough to search, too coarse to tell a home.
      choisirPoint(champ, "Autour de moi", coords.latitude.toFixed(2), coords.longitude.toFixed(2));
      annoncer("Position trouvée.");
      champ.focus();
    }, () => annoncer(REFUS), { timeout: 10000, maximumAge: 600000 });
  });
}
