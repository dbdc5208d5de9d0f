-- Diplomas of the base centrale des nomenclatures (Éducation nationale). Several tables of the BCN
-- have the same shape; `nomenclature` tells them apart and which one wins (N, then V, then E51).
CREATE TABLE bcn_formations (
    version BIGINT NOT NULL,
    cfd TEXT NOT NULL,
    nomenclature TEXT NOT NULL CHECK (nomenclature IN ('N', 'V', 'E51')),
    niveau_formation TEXT NOT NULL,
    famille TEXT NOT NULL,
    groupe_specialite TEXT,
    lettre_specialite TEXT,
    libelle_court TEXT NOT NULL,
    libelle_stat TEXT NOT NULL,
    libelle_long TEXT NOT NULL,
    ouverture TEXT,
    fermeture TEXT,
    premiere_session BIGINT,
    derniere_session BIGINT,
    nature TEXT,
    gestionnaire TEXT,
    niveau BIGINT,
    PRIMARY KEY (version, cfd)
);

-- Which diploma follows which; `temoin` is the diploma that says so, the old one or the new one.
CREATE TABLE bcn_filiations (
    version BIGINT NOT NULL,
    ancien TEXT NOT NULL,
    nouveau TEXT NOT NULL,
    temoin TEXT NOT NULL CHECK (temoin IN ('ancien', 'nouveau')),
    rang BIGINT NOT NULL,
    PRIMARY KEY (version, ancien, nouveau, temoin)
);

CREATE TABLE bcn_mefs (
    version BIGINT NOT NULL,
    mef TEXT NOT NULL,
    cfd TEXT NOT NULL,
    dispositif TEXT NOT NULL,
    duree BIGINT NOT NULL,
    annee BIGINT NOT NULL,
    libelle_court TEXT NOT NULL,
    libelle_long TEXT NOT NULL,
    ouverture TEXT,
    fermeture TEXT,
    mef_stat_11 TEXT,
    PRIMARY KEY (version, mef)
);
CREATE INDEX bcn_mefs_cfd ON bcn_mefs (cfd, version);

CREATE TABLE bcn_niveaux (
    version BIGINT NOT NULL,
    code TEXT NOT NULL,
    interministeriel TEXT,
    libelle_court TEXT NOT NULL,
    libelle TEXT NOT NULL,
    niveau BIGINT,
    ouverture TEXT,
    fermeture TEXT,
    PRIMARY KEY (version, code)
);

-- Répertoire national des certifications professionnelles (France compétences).
CREATE TABLE rncp_fiches (
    version BIGINT NOT NULL,
    rncp TEXT NOT NULL,
    intitule TEXT NOT NULL,
    abrege TEXT,
    abrege_intitule TEXT,
    niveau BIGINT,
    active BIGINT NOT NULL,
    enregistrement TEXT,
    decision TEXT,
    effet TEXT,
    fin_enregistrement TEXT,
    PRIMARY KEY (version, rncp)
);

CREATE TABLE rncp_romes (
    version BIGINT NOT NULL,
    rncp TEXT NOT NULL,
    rome TEXT NOT NULL,
    libelle TEXT,
    PRIMARY KEY (version, rncp, rome)
);
CREATE INDEX rncp_romes_rome ON rncp_romes (rome, version);

CREATE TABLE rncp_nsf (
    version BIGINT NOT NULL,
    rncp TEXT NOT NULL,
    nsf TEXT NOT NULL,
    libelle TEXT,
    PRIMARY KEY (version, rncp, nsf)
);

CREATE TABLE rncp_certificateurs (
    version BIGINT NOT NULL,
    rncp TEXT NOT NULL,
    rang BIGINT NOT NULL,
    siret TEXT,
    nom TEXT NOT NULL,
    PRIMARY KEY (version, rncp, rang)
);

CREATE TABLE rncp_partenaires (
    version BIGINT NOT NULL,
    rncp TEXT NOT NULL,
    rang BIGINT NOT NULL,
    siret TEXT,
    nom TEXT NOT NULL,
    habilitation TEXT,
    PRIMARY KEY (version, rncp, rang)
);
CREATE INDEX rncp_partenaires_siret ON rncp_partenaires (siret, version);

CREATE TABLE rncp_blocs (
    version BIGINT NOT NULL,
    rncp TEXT NOT NULL,
    code TEXT NOT NULL,
    libelle TEXT NOT NULL,
    PRIMARY KEY (version, rncp, code)
);

CREATE TABLE rncp_voies (
    version BIGINT NOT NULL,
    rncp TEXT NOT NULL,
    voie TEXT NOT NULL CHECK (voie IN (
        'apprentissage', 'candidature_individuelle', 'contrat_professionnalisation', 'experience',
        'formation_continue', 'statut_eleve')),
    PRIMARY KEY (version, rncp, voie)
);

CREATE TABLE rncp_filiations (
    version BIGINT NOT NULL,
    ancien TEXT NOT NULL,
    nouveau TEXT NOT NULL,
    PRIMARY KEY (version, ancien, nouveau)
);

CREATE TABLE rncp_conventions (
    version BIGINT NOT NULL,
    rncp TEXT NOT NULL,
    idcc TEXT NOT NULL,
    libelle TEXT,
    PRIMARY KEY (version, rncp, idcc)
);

CREATE TABLE rncp_formacodes (
    version BIGINT NOT NULL,
    rncp TEXT NOT NULL,
    formacode TEXT NOT NULL,
    libelle TEXT,
    PRIMARY KEY (version, rncp, formacode)
);

-- Kit apprentissage (France compétences): which diploma is which sheet of the register.
CREATE TABLE kit_correspondances (
    version BIGINT NOT NULL,
    cfd TEXT NOT NULL,
    rncp TEXT NOT NULL,
    libelle TEXT,
    intitule TEXT,
    abrege TEXT,
    niveau BIGINT,
    apprentissage BIGINT NOT NULL,
    active BIGINT NOT NULL,
    enregistrement TEXT,
    echeance TEXT,
    debut_parcours TEXT,
    revision TEXT,
    PRIMARY KEY (version, cfd, rncp)
);
CREATE INDEX kit_correspondances_rncp ON kit_correspondances (rncp, version);

-- Certif Info (réseau des Carif-Oref).
CREATE TABLE certifinfo_certifications (
    version BIGINT NOT NULL,
    code BIGINT NOT NULL,
    libelle TEXT NOT NULL,
    genre TEXT,
    niveau BIGINT,
    cfd TEXT,
    rncp TEXT,
    nsf TEXT,
    formacode TEXT,
    formacode_libelle TEXT,
    apprentissage BIGINT,
    etat TEXT,
    mise_a_jour TEXT,
    PRIMARY KEY (version, code)
);
CREATE INDEX certifinfo_certifications_cfd ON certifinfo_certifications (cfd, version);
CREATE INDEX certifinfo_certifications_rncp ON certifinfo_certifications (rncp, version);

CREATE TABLE certifinfo_romes (
    version BIGINT NOT NULL,
    code BIGINT NOT NULL,
    rome TEXT NOT NULL,
    PRIMARY KEY (version, code, rome)
);

-- Identifiers of the same certification at the Onisep; a diploma of engineer has one for each option.
CREATE TABLE certifinfo_onisep (
    version BIGINT NOT NULL,
    code BIGINT NOT NULL,
    ideo TEXT NOT NULL,
    PRIMARY KEY (version, code, ideo)
);
