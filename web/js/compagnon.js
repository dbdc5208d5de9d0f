// Every page works without this file; it makes some of them quicker to use.
import { brancherAutour } from "./autour.js";
import { brancherCarte } from "./carte-zone.js";
import { brancherCopie } from "./copie.js";
import { brancherEncart } from "./encart.js";
import { brancherEssai } from "./essai.js";
import { brancherGraphes } from "./graphe.js";
import { brancherPreuve } from "./preuve.js";
import { brancherRecents } from "./recents.js";
import { brancherResultats } from "./resultats.js";
import { brancherRetour } from "./retour.js";
import { brancherSuggestions } from "./suggestions.js";

document.querySelectorAll("input[data-suggestions]").forEach(brancherSuggestions);
document.querySelectorAll("[data-autour-de-moi]").forEach(brancherAutour);
document.querySelectorAll("[data-copier-lien]").forEach(brancherCopie);
document.querySelectorAll("form[data-essai]").forEach(brancherEssai);
document.querySelectorAll('input[name="preuve"]').forEach(brancherPreuve);
document.querySelectorAll("form[data-recents]").forEach(brancherRecents);
document.querySelectorAll("form[data-resultats]").forEach(brancherResultats);
brancherCarte();
brancherEncart();
brancherGraphes();
brancherRetour();
