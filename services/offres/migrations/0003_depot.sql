-- Offers deposited here, on the site or by the API of partners. The columns up to `formation_incluse`
-- are those of `offres`, in the same order: the same code reads both.
CREATE TABLE offres_deposees (
    id TEXT NOT NULL PRIMARY KEY,
    origine TEXT NOT NULL,
    reference TEXT NOT NULL,
    statut TEXT NOT NULL CHECK (statut IN ('active', 'pourvue', 'annulee', 'en_attente')),
    siret TEXT,
    nom TEXT NOT NULL,
    presentation TEXT,
    site TEXT,
    taille TEXT,
    naf TEXT,
    secteur TEXT,
    idcc TEXT,
    opco TEXT,
    adresse TEXT NOT NULL,
    code_postal TEXT,
    commune TEXT,
    ville TEXT,
    departement TEXT,
    region TEXT,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    precision_lieu TEXT NOT NULL
        CHECK (precision_lieu IN ('adresse', 'commune', 'departement', 'region', 'aucune')),
    cle_geo BIGINT NOT NULL,
    romes TEXT NOT NULL,
    handicap BIGINT NOT NULL,
    url TEXT,
    destinataire TEXT,
    candidatures BIGINT NOT NULL,
    titre TEXT NOT NULL,
    description TEXT NOT NULL,
    niveau BIGINT CHECK (niveau BETWEEN 1 AND 8),
    contrats TEXT NOT NULL,
    debut TEXT,
    type_debut TEXT CHECK (type_debut IN ('des_que_possible', 'precise_date')),
    debut_souple BIGINT NOT NULL,
    duree_mois BIGINT,
    rythme TEXT,
    teletravail TEXT CHECK (teletravail IN ('sur_place', 'hybride', 'a_distance')),
    postes BIGINT NOT NULL,
    competences TEXT NOT NULL,
    acquis TEXT NOT NULL,
    conditions TEXT NOT NULL,
    publication BIGINT,
    expiration BIGINT,
    deleguee BIGINT NOT NULL,
    formation_incluse BIGINT NOT NULL,
    -- What only the service and the owner know.
    etat TEXT NOT NULL CHECK (etat IN ('brouillon', 'en_attente', 'a_verifier', 'publiee', 'refusee',
        'pourvue', 'annulee', 'expiree', 'plafonnee')),
    role TEXT NOT NULL CHECK (role IN ('employeur', 'cfa', 'partenaire')),
    organisme TEXT NOT NULL,
    auteur TEXT NOT NULL,
    courriel TEXT NOT NULL,
    provenance TEXT NOT NULL,
    perdu_le BIGINT,
    appellation TEXT NOT NULL,
    texte_libre TEXT NOT NULL,
    questions TEXT NOT NULL,
    plafond BIGINT,
    prolongations BIGINT NOT NULL,
    rappel BIGINT NOT NULL,
    vues BIGINT NOT NULL,
    ouvertures BIGINT NOT NULL,
    motif TEXT NOT NULL,
    creee_le BIGINT NOT NULL,
    modifiee_le BIGINT NOT NULL,
    close_le BIGINT
);
CREATE INDEX offres_deposees_par_lieu ON offres_deposees (etat, cle_geo, id);
CREATE INDEX offres_deposees_par_organisme ON offres_deposees (organisme, role, etat);
CREATE INDEX offres_deposees_par_fin ON offres_deposees (etat, expiration);
CREATE UNIQUE INDEX offres_deposees_reference ON offres_deposees (origine, reference) WHERE role = 'partenaire';

-- What happened to each offer, who did it and why: rows are only added.
CREATE TABLE offres_histoire (
    rang CLE_AUTO,
    offre TEXT NOT NULL,
    acte TEXT NOT NULL,
    avant TEXT NOT NULL,
    apres TEXT NOT NULL,
    par TEXT NOT NULL,
    motif TEXT NOT NULL,
    instant BIGINT NOT NULL
);
CREATE INDEX offres_histoire_offre ON offres_histoire (offre, rang);

-- Private mailboxes of companies likely to hire. They come and go with the file that brings them.
CREATE TABLE offres_contacts (
    version BIGINT NOT NULL,
    siret TEXT NOT NULL,
    courriel TEXT NOT NULL,
    empreinte TEXT NOT NULL,
    PRIMARY KEY (version, siret)
);

-- Mailboxes where mails no longer arrive, by their SHA-256.
CREATE TABLE offres_contacts_perdus (
    siret TEXT NOT NULL,
    empreinte TEXT NOT NULL,
    perdu_le BIGINT NOT NULL,
    PRIMARY KEY (siret, empreinte)
);

-- Applications that a company received here, whatever file names it.
CREATE TABLE offres_recues (
    siret TEXT NOT NULL PRIMARY KEY,
    nombre BIGINT NOT NULL,
    derniere_le BIGINT NOT NULL
);
