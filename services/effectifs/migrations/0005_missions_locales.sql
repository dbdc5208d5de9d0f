-- Where the person lives: INSEE code of the commune; empty when it was not sent.
ALTER TABLE effectifs ADD COLUMN commune TEXT NOT NULL DEFAULT '';
CREATE INDEX effectifs_commune ON effectifs (commune, situation);

-- What a training centre and a mission locale do together for someone without a contract.
CREATE TABLE effectifs_suivis (
    effectif TEXT NOT NULL PRIMARY KEY,
    siret TEXT NOT NULL,
    courriel TEXT,
    demande_le BIGINT,
    demande_par TEXT NOT NULL DEFAULT '',
    besoin TEXT NOT NULL DEFAULT '',
    message TEXT NOT NULL DEFAULT '',
    demande_dite_le BIGINT,
    mission TEXT NOT NULL DEFAULT '',
    issue TEXT NOT NULL DEFAULT '',
    commentaire TEXT NOT NULL DEFAULT '',
    rappel TEXT NOT NULL DEFAULT '',
    suivi_le BIGINT,
    suivi_par TEXT NOT NULL DEFAULT '',
    issue_dite_le BIGINT,
    modifie_le BIGINT NOT NULL
);
CREATE INDEX effectifs_suivis_siret ON effectifs_suivis (siret);
CREATE INDEX effectifs_suivis_modifie_le ON effectifs_suivis (modifie_le);
CREATE INDEX effectifs_suivis_courriel ON effectifs_suivis (courriel);
CREATE INDEX effectifs_suivis_demande ON effectifs_suivis (demande_le) WHERE demande_dite_le IS NULL;

-- Each step of it.
CREATE TABLE effectifs_suivis_faits (
    id TEXT NOT NULL PRIMARY KEY,
    effectif TEXT NOT NULL,
    acte TEXT NOT NULL,
    fait_le BIGINT NOT NULL
);
CREATE INDEX effectifs_suivis_faits_effectif ON effectifs_suivis_faits (effectif, id);
CREATE INDEX effectifs_suivis_faits_fait_le ON effectifs_suivis_faits (fait_le);
