-- Lists show each person once, by name: both what is listed and the other enrolments of a person are found in an index
-- alone.
DROP INDEX effectifs_personne;
CREATE INDEX effectifs_personne ON effectifs (personne, situation, entree, id);
DROP INDEX effectifs_departement;
CREATE INDEX effectifs_departement ON effectifs (departement, situation, personne, entree, id);
