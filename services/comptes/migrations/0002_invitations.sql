-- Sign-ups that wait for the proof of a mailbox, invitations, and what was last read of companies.

CREATE TABLE comptes_inscriptions (
    id TEXT NOT NULL PRIMARY KEY,
    genre TEXT NOT NULL CHECK (genre IN ('employeur', 'cfa', 'agent')),
    siret TEXT NOT NULL,
    courriel TEXT NOT NULL,
    prenom TEXT NOT NULL,
    nom TEXT NOT NULL,
    telephone TEXT NOT NULL,
    opco TEXT NOT NULL,
    role TEXT NOT NULL,
    ressort_code TEXT NOT NULL,
    motif TEXT NOT NULL,
    cree_le BIGINT NOT NULL,
    terminee_le BIGINT
);
CREATE INDEX comptes_inscriptions_courriel ON comptes_inscriptions (courriel, cree_le);

ALTER TABLE comptes_liens ADD COLUMN inscription TEXT;

CREATE TABLE comptes_invitations (
    id TEXT NOT NULL PRIMARY KEY,
    empreinte TEXT NOT NULL UNIQUE,
    organisation TEXT NOT NULL REFERENCES comptes_organisations (id),
    courriel TEXT NOT NULL,
    gestionnaire BIGINT NOT NULL CHECK (gestionnaire IN (0, 1)),
    par TEXT NOT NULL,
    etat TEXT NOT NULL CHECK (etat IN ('envoyee', 'acceptee', 'annulee')),
    cree_le BIGINT NOT NULL,
    expire_le BIGINT NOT NULL
);
CREATE INDEX comptes_invitations_organisation ON comptes_invitations (organisation, etat);

CREATE TABLE comptes_entreprises (
    siret TEXT NOT NULL PRIMARY KEY,
    reponse TEXT NOT NULL,
    lue_le BIGINT NOT NULL
);
