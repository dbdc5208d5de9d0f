-- Links sent to a mailbox: each opens one visit, once. Secrets are kept as hashes.
CREATE TABLE droits_liens (
    empreinte TEXT NOT NULL PRIMARY KEY,
    courriel TEXT NOT NULL,
    demande_le BIGINT NOT NULL,
    expire_le BIGINT NOT NULL,
    utilise_le BIGINT
);
CREATE INDEX droits_liens_courriel ON droits_liens (courriel, demande_le);

-- Visits opened by a link.
CREATE TABLE droits_visites (
    empreinte TEXT NOT NULL PRIMARY KEY,
    courriel TEXT NOT NULL,
    expire_le BIGINT NOT NULL
);

-- What needs a human. The address and the texts are blanked when the person erases their data.
CREATE TABLE droits_demandes (
    id TEXT NOT NULL PRIMARY KEY,
    genre TEXT NOT NULL CHECK (genre IN ('acces', 'rectification', 'opposition', 'limitation', 'portabilite', 'effacement')),
    courriel TEXT NOT NULL,
    sujet TEXT NOT NULL,
    texte TEXT NOT NULL,
    etape TEXT NOT NULL CHECK (etape IN ('recue', 'en_cours', 'prolongee', 'close')),
    recue_le BIGINT NOT NULL,
    echeance BIGINT NOT NULL,
    motif TEXT NOT NULL,
    issue TEXT CHECK (issue IN ('acceptee', 'refusee', 'sans_objet')),
    reponse TEXT NOT NULL,
    close_le BIGINT
);
CREATE INDEX droits_demandes_etape ON droits_demandes (etape, echeance);

-- Register of incidents (GDPR, article 33.5).
CREATE TABLE droits_incidents (
    id TEXT NOT NULL PRIMARY KEY,
    titre TEXT NOT NULL,
    nature TEXT NOT NULL CHECK (nature IN ('confidentialite', 'integrite', 'disponibilite')),
    detecte_le BIGINT NOT NULL,
    description TEXT NOT NULL,
    populations TEXT NOT NULL,
    nombre_personnes BIGINT,
    categories TEXT NOT NULL,
    consequences TEXT NOT NULL,
    mesures TEXT NOT NULL,
    risque TEXT NOT NULL CHECK (risque IN ('a_evaluer', 'nul', 'reel', 'eleve')),
    cnil_le BIGINT,
    cnil_reference TEXT NOT NULL,
    retard TEXT NOT NULL,
    personnes_le BIGINT,
    clos_le BIGINT
);
CREATE INDEX droits_incidents_detecte ON droits_incidents (detecte_le);
