-- Searches kept. `empreinte` is the hash of the secret that confirms one.
CREATE TABLE alertes (
    id TEXT NOT NULL PRIMARY KEY,
    courriel TEXT NOT NULL,
    requete TEXT NOT NULL,
    libelle TEXT NOT NULL,
    empreinte TEXT NOT NULL,
    cree_le BIGINT NOT NULL,
    confirmee_le BIGINT,
    envoyee_le BIGINT
);
CREATE UNIQUE INDEX alertes_empreinte ON alertes (empreinte);
CREATE INDEX alertes_courriel ON alertes (courriel, cree_le);
CREATE INDEX alertes_crees ON alertes (cree_le);
CREATE INDEX alertes_confirmees ON alertes (confirmee_le);

-- The offers that a search has already found.
CREATE TABLE alertes_connues (
    alerte TEXT NOT NULL REFERENCES alertes (id) ON DELETE CASCADE,
    offre TEXT NOT NULL,
    vue_le BIGINT NOT NULL,
    PRIMARY KEY (alerte, offre)
);
CREATE INDEX alertes_connues_vues ON alertes_connues (vue_le);
