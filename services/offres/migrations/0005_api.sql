-- Looking for an offer of the same company, published elsewhere.
CREATE INDEX offres_par_siret ON offres (siret, version) WHERE siret IS NOT NULL;
CREATE INDEX offres_deposees_par_siret ON offres_deposees (siret, etat) WHERE siret IS NOT NULL;
