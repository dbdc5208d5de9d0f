// Loaded in <head>, blocking and tiny: marks that scripts run and applies the chosen theme
// before the first paint, so that a dark page never flashes white.
(() => {
  const racine = document.documentElement;
  racine.classList.add("js");
  let choix = null;
  try {
    choix = localStorage.getItem("scheme");
  } catch {
    // Storage refused: the system's preference decides.
  }
  const sombre = choix === "dark" || (choix !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  racine.setAttribute("data-fr-theme", sombre ? "dark" : "light");
})();
