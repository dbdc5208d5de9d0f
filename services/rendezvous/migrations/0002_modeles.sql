-- Answers that a centre writes once and starts from again.
CREATE TABLE rdv_modeles (
    id TEXT NOT NULL PRIMARY KEY,
    siret TEXT NOT NULL,
    titre TEXT NOT NULL,
    texte TEXT NOT NULL,
    cree_le BIGINT NOT NULL
);
CREATE INDEX rdv_modeles_siret ON rdv_modeles (siret, titre);
