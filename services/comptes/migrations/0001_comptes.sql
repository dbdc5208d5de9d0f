-- People, the organisations they act for, and what each may do until when.

CREATE TABLE comptes_personnes (
    id TEXT NOT NULL PRIMARY KEY,
    courriel TEXT NOT NULL UNIQUE,
    prenom TEXT NOT NULL,
    nom TEXT NOT NULL,
    telephone TEXT NOT NULL,
    etat TEXT NOT NULL CHECK (etat IN ('en_attente', 'active', 'desactivee')),
    creee_le BIGINT NOT NULL,
    vue_le BIGINT NOT NULL,
    totp TEXT NOT NULL,
    totp_confirme_le BIGINT,
    totp_pas BIGINT NOT NULL
);

CREATE TABLE comptes_organisations (
    id TEXT NOT NULL PRIMARY KEY,
    genre TEXT NOT NULL CHECK (genre IN ('entreprise', 'cfa', 'opco', 'administration', 'mission_locale', 'reseau')),
    siret TEXT NOT NULL,
    nom TEXT NOT NULL,
    adresse TEXT NOT NULL,
    departement TEXT NOT NULL,
    naf TEXT NOT NULL,
    opco TEXT NOT NULL,
    reseau TEXT NOT NULL,
    etat TEXT NOT NULL CHECK (etat IN ('en_attente', 'active', 'refusee', 'desactivee')),
    creee_le BIGINT NOT NULL,
    verifiee_le BIGINT
);
CREATE UNIQUE INDEX comptes_organisations_siret ON comptes_organisations (genre, siret) WHERE siret <> '';
CREATE INDEX comptes_organisations_opco ON comptes_organisations (opco, etat);

CREATE TABLE comptes_habilitations (
    id TEXT NOT NULL PRIMARY KEY,
    personne TEXT NOT NULL REFERENCES comptes_personnes (id),
    organisation TEXT REFERENCES comptes_organisations (id),
    role TEXT NOT NULL,
    ressort_genre TEXT NOT NULL,
    ressort_code TEXT NOT NULL,
    gestionnaire BIGINT NOT NULL CHECK (gestionnaire IN (0, 1)),
    motif TEXT NOT NULL,
    etat TEXT NOT NULL CHECK (etat IN ('en_attente', 'active', 'refusee', 'desactivee', 'terminee')),
    accordee_par TEXT NOT NULL,
    creee_le BIGINT NOT NULL,
    debut BIGINT NOT NULL,
    fin BIGINT NOT NULL,
    revue_le BIGINT NOT NULL
);
CREATE INDEX comptes_habilitations_personne ON comptes_habilitations (personne, etat);
CREATE INDEX comptes_habilitations_organisation ON comptes_habilitations (organisation, etat);
CREATE INDEX comptes_habilitations_etat ON comptes_habilitations (etat, fin);

-- What happened to each of the three, who did it and why: rows are only added.
CREATE TABLE comptes_evenements (
    rang CLE_AUTO,
    genre TEXT NOT NULL CHECK (genre IN ('personne', 'organisation', 'habilitation')),
    objet TEXT NOT NULL,
    avant TEXT NOT NULL,
    apres TEXT NOT NULL,
    par TEXT NOT NULL,
    motif TEXT NOT NULL,
    instant BIGINT NOT NULL
);
CREATE INDEX comptes_evenements_objet ON comptes_evenements (genre, objet, rang);

-- The secret of a session is only known to its browser: the database holds its SHA-256.
CREATE TABLE comptes_sessions (
    id TEXT NOT NULL PRIMARY KEY,
    empreinte TEXT NOT NULL UNIQUE,
    personne TEXT NOT NULL REFERENCES comptes_personnes (id),
    appareil TEXT NOT NULL,
    creee_le BIGINT NOT NULL,
    vue_le BIGINT NOT NULL,
    expire_le BIGINT NOT NULL,
    fermee_le BIGINT,
    double_le BIGINT,
    essais BIGINT NOT NULL,
    observe TEXT,
    observe_fin BIGINT
);
CREATE INDEX comptes_sessions_personne ON comptes_sessions (personne, expire_le);

CREATE TABLE comptes_liens (
    empreinte TEXT NOT NULL PRIMARY KEY,
    courriel TEXT NOT NULL,
    navigateur TEXT NOT NULL,
    suite TEXT NOT NULL,
    cree_le BIGINT NOT NULL,
    expire_le BIGINT NOT NULL,
    utilise_le BIGINT
);
CREATE INDEX comptes_liens_courriel ON comptes_liens (courriel, cree_le);

CREATE TABLE comptes_secours (
    personne TEXT NOT NULL REFERENCES comptes_personnes (id),
    empreinte TEXT NOT NULL,
    utilise_le BIGINT,
    PRIMARY KEY (personne, empreinte)
);
