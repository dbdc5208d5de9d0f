/** The link back to the results uses the browser's own history when they are just behind,
    which gives back the scroll position and the list as it was. */
export function brancherRetour() {
  const lien = document.querySelector("[data-retour]");
  if (!lien || !document.referrer) return;
  const avant = new URL(document.referrer);
  if (avant.origin !== location.origin || avant.pathname !== "/recherche") return;
  lien.addEventListener("click", (evenement) => {
    if (evenement.ctrlKey || evenement.metaKey || evenement.shiftKey) return;
    evenement.preventDefault();
    history.back();
  });
}
