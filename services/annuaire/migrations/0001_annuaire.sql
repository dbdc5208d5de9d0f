-- What each publisher says of an organisation: one row per data set, every fact optional. Nothing
-- is merged on disk: the sheet merges when it is read, so that each fact keeps its source.
CREATE TABLE annuaire_organismes (
    version BIGINT NOT NULL,
    siret TEXT NOT NULL,
    raison_sociale TEXT,
    enseigne TEXT,
    nature TEXT CHECK (nature IN ('responsable', 'formateur', 'responsable_formateur', 'inconnue')),
    etat TEXT CHECK (etat IN ('actif', 'ferme')),
    siege_social BIGINT,
    qualiopi BIGINT,
    nda TEXT,
    naf TEXT,
    forme_juridique TEXT,
    adresse TEXT,
    code_postal TEXT,
    commune TEXT,
    localite TEXT,
    departement TEXT,
    academie TEXT,
    region TEXT,
    lat DOUBLE PRECISION,
    lon DOUBLE PRECISION,
    date_source TEXT,
    PRIMARY KEY (version, siret)
);
CREATE INDEX annuaire_organismes_siret ON annuaire_organismes (siret, version);

-- UAI that a publisher attaches to an organisation, and on what authority.
CREATE TABLE annuaire_uais (
    version BIGINT NOT NULL,
    siret TEXT NOT NULL,
    uai TEXT NOT NULL,
    statut TEXT NOT NULL CHECK (statut IN ('validee', 'probable', 'declaree', 'potentielle')),
    appuis TEXT NOT NULL,
    PRIMARY KEY (version, siret, uai, statut)
);
CREATE INDEX annuaire_uais_siret ON annuaire_uais (siret, version);
CREATE INDEX annuaire_uais_uai ON annuaire_uais (uai, version);

CREATE TABLE annuaire_relations (
    version BIGINT NOT NULL,
    siret TEXT NOT NULL,
    autre_siret TEXT NOT NULL,
    genre TEXT NOT NULL CHECK (genre IN ('responsable_de', 'formateur_de', 'entreprise')),
    nom TEXT,
    PRIMARY KEY (version, siret, autre_siret, genre)
);
CREATE INDEX annuaire_relations_siret ON annuaire_relations (siret, version);

-- Places where an organisation teaches. `code` is the publisher's: `<lon>_<lat>`.
CREATE TABLE annuaire_lieux (
    version BIGINT NOT NULL,
    siret TEXT NOT NULL,
    code TEXT NOT NULL,
    uai TEXT,
    uai_fiable BIGINT NOT NULL,
    adresse TEXT,
    code_postal TEXT,
    commune TEXT,
    localite TEXT,
    lat DOUBLE PRECISION,
    lon DOUBLE PRECISION,
    PRIMARY KEY (version, siret, code)
);
CREATE INDEX annuaire_lieux_siret ON annuaire_lieux (siret, version);
CREATE INDEX annuaire_lieux_uai ON annuaire_lieux (uai, version);

CREATE TABLE annuaire_reseaux (
    version BIGINT NOT NULL,
    siret TEXT NOT NULL,
    reseau TEXT NOT NULL,
    PRIMARY KEY (version, siret, reseau)
);
CREATE INDEX annuaire_reseaux_siret ON annuaire_reseaux (siret, version);

-- What an organisation prepares for: CFD or RNCP codes deduced by the publisher from its offer.
CREATE TABLE annuaire_certifications (
    version BIGINT NOT NULL,
    siret TEXT NOT NULL,
    genre TEXT NOT NULL CHECK (genre IN ('cfd', 'rncp')),
    code TEXT NOT NULL,
    libelle TEXT,
    PRIMARY KEY (version, siret, genre, code)
);
CREATE INDEX annuaire_certifications_siret ON annuaire_certifications (siret, version);

-- UAI of training places put right by hand, by instructors of the académies.
CREATE TABLE annuaire_corrections (
    version BIGINT NOT NULL,
    cle_me TEXT NOT NULL,
    uai TEXT NOT NULL,
    siret_formateur TEXT,
    commune TEXT,
    PRIMARY KEY (version, cle_me)
);
CREATE INDEX annuaire_corrections_cle ON annuaire_corrections (cle_me, version);
CREATE INDEX annuaire_corrections_siret ON annuaire_corrections (siret_formateur, version);
