-- ROME 4.0 (France Travail). One table for each useful file of the archive; an "ogr" is the number
-- that France Travail gives to everything it names.
CREATE TABLE rome_metiers (
    version BIGINT NOT NULL,
    code TEXT NOT NULL,
    ogr BIGINT NOT NULL,
    libelle TEXT NOT NULL,
    transition_eco TEXT,
    transition_num BIGINT NOT NULL,
    transition_demo BIGINT NOT NULL,
    reglemente BIGINT NOT NULL,
    cadre BIGINT NOT NULL,
    parent TEXT,
    PRIMARY KEY (version, code)
);

CREATE TABLE rome_grands_domaines (
    version BIGINT NOT NULL,
    code TEXT NOT NULL,
    libelle TEXT NOT NULL,
    PRIMARY KEY (version, code)
);

CREATE TABLE rome_domaines (
    version BIGINT NOT NULL,
    code TEXT NOT NULL,
    libelle TEXT NOT NULL,
    PRIMARY KEY (version, code)
);

CREATE TABLE rome_appellations (
    version BIGINT NOT NULL,
    ogr BIGINT NOT NULL,
    libelle TEXT NOT NULL,
    libelle_court TEXT NOT NULL,
    rome TEXT NOT NULL,
    principale BIGINT NOT NULL,
    peu_usite BIGINT NOT NULL,
    PRIMARY KEY (version, ogr)
);
CREATE INDEX rome_appellations_rome ON rome_appellations (rome, version);

CREATE TABLE rome_competences (
    version BIGINT NOT NULL,
    ogr BIGINT NOT NULL,
    nature TEXT NOT NULL,
    libelle TEXT NOT NULL,
    definition TEXT,
    categorie TEXT,
    sous_categorie TEXT,
    macro_competence BIGINT,
    PRIMARY KEY (version, ogr)
);

CREATE TABLE rome_savoirs (
    version BIGINT NOT NULL,
    ogr BIGINT NOT NULL,
    libelle TEXT NOT NULL,
    categorie TEXT,
    sous_categorie TEXT,
    PRIMARY KEY (version, ogr)
);

CREATE TABLE rome_contextes (
    version BIGINT NOT NULL,
    ogr BIGINT NOT NULL,
    libelle TEXT NOT NULL,
    genre TEXT NOT NULL,
    PRIMARY KEY (version, ogr)
);

-- What a trade asks for (competence or savoir), and whether it is at its heart.
CREATE TABLE rome_coherences (
    version BIGINT NOT NULL,
    rome TEXT NOT NULL,
    ogr BIGINT NOT NULL,
    coeur TEXT,
    PRIMARY KEY (version, rome, ogr)
);
CREATE INDEX rome_coherences_ogr ON rome_coherences (ogr, version);

-- Everything a trade's sheet names: block 1 its own name, 2 appellations, 5 competences and
-- savoirs, 6 contexts.
CREATE TABLE rome_liens (
    version BIGINT NOT NULL,
    rome TEXT NOT NULL,
    bloc BIGINT NOT NULL,
    rubrique BIGINT,
    ogr BIGINT NOT NULL,
    PRIMARY KEY (version, rome, bloc, ogr)
);

CREATE TABLE rome_interets (
    version BIGINT NOT NULL,
    code TEXT NOT NULL,
    libelle TEXT NOT NULL,
    definition TEXT,
    PRIMARY KEY (version, code)
);

CREATE TABLE rome_metiers_interets (
    version BIGINT NOT NULL,
    interet TEXT NOT NULL,
    rome TEXT NOT NULL,
    principal BIGINT NOT NULL,
    PRIMARY KEY (version, interet, rome)
);
CREATE INDEX rome_metiers_interets_rome ON rome_metiers_interets (rome, version);

-- Holland's six profiles (R, I, A, S, E, C) of a trade, and of a macro-competence.
CREATE TABLE rome_riasec (
    version BIGINT NOT NULL,
    rome TEXT NOT NULL,
    majeur TEXT NOT NULL,
    mineur TEXT,
    PRIMARY KEY (version, rome)
);

CREATE TABLE rome_competences_riasec (
    version BIGINT NOT NULL,
    ogr BIGINT NOT NULL,
    majeur TEXT NOT NULL,
    mineur TEXT,
    PRIMARY KEY (version, ogr)
);

-- Trades that one can move to, nearest first.
CREATE TABLE rome_mobilites (
    version BIGINT NOT NULL,
    rome TEXT NOT NULL,
    cible TEXT NOT NULL,
    rang BIGINT NOT NULL,
    PRIMARY KEY (version, rome, cible)
);

CREATE TABLE rome_textes (
    version BIGINT NOT NULL,
    rome TEXT NOT NULL,
    genre TEXT NOT NULL CHECK (genre IN ('definition', 'acces_metier')),
    rang BIGINT NOT NULL,
    texte TEXT NOT NULL,
    PRIMARY KEY (version, rome, genre, rang)
);

CREATE TABLE rome_secteurs (
    version BIGINT NOT NULL,
    code TEXT NOT NULL,
    libelle TEXT NOT NULL,
    definition TEXT,
    PRIMARY KEY (version, code)
);

CREATE TABLE rome_sous_secteurs (
    version BIGINT NOT NULL,
    code TEXT NOT NULL,
    libelle TEXT NOT NULL,
    secteur TEXT NOT NULL,
    PRIMARY KEY (version, code)
);

CREATE TABLE rome_metiers_secteurs (
    version BIGINT NOT NULL,
    secteur TEXT NOT NULL,
    sous_secteur TEXT NOT NULL,
    rome TEXT NOT NULL,
    principal BIGINT NOT NULL,
    PRIMARY KEY (version, secteur, sous_secteur, rome)
);
CREATE INDEX rome_metiers_secteurs_rome ON rome_metiers_secteurs (rome, version);

-- Divisions of the NAF (2 digits), and the trades found there.
CREATE TABLE rome_divisions_naf (
    version BIGINT NOT NULL,
    division TEXT NOT NULL,
    libelle TEXT NOT NULL,
    PRIMARY KEY (version, division)
);

CREATE TABLE rome_metiers_naf (
    version BIGINT NOT NULL,
    division TEXT NOT NULL,
    rome TEXT NOT NULL,
    PRIMARY KEY (version, division, rome)
);
CREATE INDEX rome_metiers_naf_rome ON rome_metiers_naf (rome, version);

CREATE TABLE rome_themes (
    version BIGINT NOT NULL,
    code TEXT NOT NULL,
    libelle TEXT NOT NULL,
    definition TEXT,
    PRIMARY KEY (version, code)
);

CREATE TABLE rome_metiers_themes (
    version BIGINT NOT NULL,
    theme TEXT NOT NULL,
    rome TEXT NOT NULL,
    PRIMARY KEY (version, theme, rome)
);
CREATE INDEX rome_metiers_themes_rome ON rome_metiers_themes (rome, version);

-- Groups of trades in words that young people use (La bonne alternance).
CREATE TABLE rome_sous_domaines (
    version BIGINT NOT NULL,
    rome TEXT NOT NULL,
    sous_domaine TEXT NOT NULL,
    PRIMARY KEY (version, rome, sous_domaine)
);
