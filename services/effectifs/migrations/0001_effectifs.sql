-- What training centres sent, as it was received: accepted means this row is committed.
CREATE TABLE effectifs_transmissions (
    id TEXT NOT NULL PRIMARY KEY,
    organisme TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('ERP', 'FICHIER')),
    recue_le BIGINT NOT NULL,
    etat TEXT NOT NULL CHECK (etat IN ('recue', 'traitee', 'echec')),
    recus BIGINT NOT NULL,
    refuses BIGINT NOT NULL,
    crees BIGINT NOT NULL DEFAULT 0,
    mis_a_jour BIGINT NOT NULL DEFAULT 0,
    identiques BIGINT NOT NULL DEFAULT 0,
    fusionnes BIGINT NOT NULL DEFAULT 0,
    contenu TEXT NOT NULL,
    bail BIGINT NOT NULL DEFAULT 0,
    essais BIGINT NOT NULL DEFAULT 0,
    traitee_le BIGINT
);
CREATE INDEX effectifs_transmissions_attente ON effectifs_transmissions (organisme, id) WHERE etat = 'recue';
CREATE INDEX effectifs_transmissions_organisme ON effectifs_transmissions (organisme, recue_le);

-- What was wrong, item by item: faults refuse, warnings do not.
CREATE TABLE effectifs_fautes (
    transmission TEXT NOT NULL,
    rang BIGINT NOT NULL,
    numero BIGINT NOT NULL,
    refuse BIGINT NOT NULL,
    id_erp TEXT NOT NULL,
    nom TEXT NOT NULL,
    champ TEXT NOT NULL,
    code TEXT NOT NULL,
    valeur TEXT NOT NULL,
    message TEXT NOT NULL,
    recue_le BIGINT NOT NULL,
    PRIMARY KEY (transmission, rang, numero)
);
CREATE INDEX effectifs_fautes_recue_le ON effectifs_fautes (recue_le);

-- One enrolment of one person in one training centre for one school year.
CREATE TABLE effectifs (
    id TEXT NOT NULL PRIMARY KEY,
    siret TEXT NOT NULL,
    uai TEXT NOT NULL,
    annee_scolaire TEXT NOT NULL,
    id_erp TEXT NOT NULL,
    siret_responsable TEXT NOT NULL,
    uai_responsable TEXT NOT NULL,
    siret_envoye TEXT NOT NULL,
    uai_envoye TEXT NOT NULL,
    regle TEXT NOT NULL,
    fiable BIGINT NOT NULL,
    departement TEXT NOT NULL,
    nom TEXT NOT NULL,
    prenom TEXT NOT NULL,
    naissance TEXT NOT NULL,
    personne TEXT NOT NULL,
    courriel TEXT,
    inscription TEXT NOT NULL,
    entree TEXT NOT NULL,
    fin TEXT NOT NULL,
    exclusion TEXT,
    cfd TEXT,
    cfd_envoye TEXT,
    rncp TEXT,
    formation TEXT NOT NULL,
    niveau BIGINT,
    contrats TEXT NOT NULL,
    details TEXT NOT NULL,
    autres TEXT NOT NULL,
    parcours TEXT NOT NULL,
    situation TEXT NOT NULL,
    change_le TEXT,
    source TEXT NOT NULL,
    transmission TEXT NOT NULL,
    cree_le BIGINT NOT NULL,
    modifie_le BIGINT NOT NULL,
    transmis_le BIGINT NOT NULL
);
CREATE UNIQUE INDEX effectifs_cle ON effectifs (siret, uai, annee_scolaire, id_erp);
CREATE INDEX effectifs_responsable ON effectifs (siret_responsable, annee_scolaire);
CREATE INDEX effectifs_departement ON effectifs (departement, situation);
CREATE INDEX effectifs_personne ON effectifs (personne);
CREATE INDEX effectifs_courriel ON effectifs (courriel);
CREATE INDEX effectifs_change_le ON effectifs (change_le) WHERE change_le IS NOT NULL;
CREATE INDEX effectifs_transmis_le ON effectifs (transmis_le);
