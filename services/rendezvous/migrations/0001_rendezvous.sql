-- Trainings that a request may be about: those that the catalogue publishes, written again after each
-- delivery. `courriel` receives the requests; `passage` is the run that last saw the row.
CREATE TABLE rdv_formations (
    id TEXT NOT NULL PRIMARY KEY,
    cle_me TEXT,
    id_rco TEXT,
    titre TEXT NOT NULL,
    titre_plie TEXT NOT NULL,
    cfd TEXT NOT NULL,
    gestionnaire TEXT NOT NULL,
    gestionnaire_nom TEXT NOT NULL,
    formateur TEXT NOT NULL,
    formateur_nom TEXT NOT NULL,
    lieu_adresse TEXT NOT NULL,
    lieu_code_postal TEXT NOT NULL,
    lieu_localite TEXT NOT NULL,
    parcoursup BIGINT NOT NULL,
    affelnet BIGINT NOT NULL,
    id_parcoursup TEXT,
    id_onisep TEXT,
    courriel TEXT,
    provenance TEXT NOT NULL,
    passage BIGINT NOT NULL
);
CREATE INDEX rdv_formations_cle_me ON rdv_formations (cle_me);
CREATE INDEX rdv_formations_gestionnaire ON rdv_formations (gestionnaire, titre_plie);
CREATE INDEX rdv_formations_formateur ON rdv_formations (formateur, titre_plie);
CREATE INDEX rdv_formations_parcoursup ON rdv_formations (id_parcoursup);
CREATE INDEX rdv_formations_onisep ON rdv_formations (id_onisep);
CREATE INDEX rdv_formations_courriel ON rdv_formations (courriel);

-- Who answers for trainings: to whom openings are announced.
CREATE TABLE rdv_gestionnaires (
    siret TEXT NOT NULL PRIMARY KEY,
    nom TEXT NOT NULL,
    courriel TEXT,
    formations BIGINT NOT NULL,
    parcoursup BIGINT NOT NULL,
    affelnet BIGINT NOT NULL,
    passage BIGINT NOT NULL
);

-- The mailbox that a person chose for a training: no delivery replaces it.
CREATE TABLE rdv_choix (
    formation TEXT NOT NULL PRIMARY KEY,
    courriel TEXT NOT NULL,
    par TEXT NOT NULL CHECK (par IN ('administrateur', 'cfa')),
    choisi_le BIGINT NOT NULL
);

-- Trainings whose form a person closed.
CREATE TABLE rdv_fermetures (
    formation TEXT NOT NULL PRIMARY KEY,
    par TEXT NOT NULL CHECK (par IN ('administrateur', 'cfa')),
    fermee_le BIGINT NOT NULL
);

-- What a manager said of a channel, one row a season: no date is written over by the next season.
CREATE TABLE rdv_canaux (
    gestionnaire TEXT NOT NULL,
    canal TEXT NOT NULL CHECK (canal IN ('libre', 'parcoursup', 'affelnet')),
    saison BIGINT NOT NULL,
    invite_le BIGINT,
    relance_le BIGINT,
    prevu_le BIGINT,
    ouvert_le BIGINT,
    refuse_le BIGINT,
    PRIMARY KEY (gestionnaire, canal, saison)
);

-- Links to the page where a manager opens or closes a channel. Secrets are kept as hashes.
CREATE TABLE rdv_liens (
    empreinte TEXT NOT NULL PRIMARY KEY,
    gestionnaire TEXT NOT NULL,
    canal TEXT NOT NULL,
    cree_le BIGINT NOT NULL,
    expire_le BIGINT NOT NULL
);
CREATE INDEX rdv_liens_expire ON rdv_liens (expire_le);

-- Centres whose form is suspended, because they did not answer.
CREATE TABLE rdv_suspensions (
    formateur TEXT NOT NULL PRIMARY KEY,
    suspendu_le BIGINT NOT NULL
);

-- Requests. What they hold of a person is blanked two years after; the row stays for the figures.
CREATE TABLE rdv_demandes (
    id TEXT NOT NULL PRIMARY KEY,
    formation TEXT NOT NULL,
    cle_me TEXT,
    intitule TEXT NOT NULL,
    gestionnaire TEXT NOT NULL,
    formateur TEXT NOT NULL,
    formateur_nom TEXT NOT NULL,
    lieu TEXT NOT NULL,
    portail TEXT NOT NULL,
    profil TEXT NOT NULL CHECK (profil IN ('jeune', 'parent')),
    prenom TEXT NOT NULL,
    nom TEXT NOT NULL,
    nom_plie TEXT NOT NULL,
    courriel TEXT NOT NULL,
    telephone TEXT NOT NULL,
    motifs TEXT NOT NULL,
    message TEXT NOT NULL,
    destinataire TEXT NOT NULL,
    envoi TEXT NOT NULL,
    empreinte TEXT NOT NULL,
    lien_expire_le BIGINT NOT NULL,
    etat TEXT NOT NULL CHECK (etat IN ('demande', 'transmise', 'lue', 'repondue', 'autre_canal', 'injoignable')),
    deposee_le BIGINT NOT NULL,
    due_le BIGINT NOT NULL,
    transmise_le BIGINT,
    lue_le BIGINT,
    repondue_le BIGINT,
    reponse TEXT NOT NULL,
    convenu_le BIGINT,
    convenu_ou TEXT NOT NULL,
    non_distribuee_le BIGINT
);
CREATE INDEX rdv_demandes_courriel ON rdv_demandes (courriel, deposee_le);
CREATE INDEX rdv_demandes_formateur ON rdv_demandes (formateur, deposee_le);
CREATE INDEX rdv_demandes_gestionnaire ON rdv_demandes (gestionnaire, deposee_le);
CREATE INDEX rdv_demandes_en_cours ON rdv_demandes (due_le) WHERE etat IN ('demande', 'transmise', 'lue');
CREATE INDEX rdv_demandes_deposees ON rdv_demandes (deposee_le);

-- Which trainings the platforms take requests for, and their numbers there.
CREATE TABLE rdv_perimetre (
    version BIGINT NOT NULL,
    cle_me TEXT NOT NULL,
    id_parcoursup TEXT,
    parcoursup BIGINT NOT NULL,
    affelnet BIGINT NOT NULL,
    PRIMARY KEY (version, cle_me)
);

-- Numbers of trainings at ONISEP.
CREATE TABLE rdv_onisep (
    version BIGINT NOT NULL,
    id_action TEXT NOT NULL,
    cle_me TEXT NOT NULL,
    PRIMARY KEY (version, id_action)
);
