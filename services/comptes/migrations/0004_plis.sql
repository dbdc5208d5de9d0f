-- What lists are searched on: names without accents nor capitals. The program writes it; rows that
-- were there before keep their accents until they are written again.
ALTER TABLE comptes_personnes ADD COLUMN pli TEXT NOT NULL DEFAULT '';
ALTER TABLE comptes_organisations ADD COLUMN pli TEXT NOT NULL DEFAULT '';
UPDATE comptes_personnes SET pli = LOWER(prenom || ' ' || nom || ' ' || courriel);
UPDATE comptes_organisations SET pli = LOWER(nom || ' ' || siret);
