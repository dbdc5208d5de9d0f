-- An application, with what it was addressed to on that day. `recherche` and `reponses` are JSON:
-- they are shown whole and never searched.
CREATE TABLE candidatures (
    id TEXT NOT NULL PRIMARY KEY,
    jeton TEXT,
    genre TEXT NOT NULL CHECK (genre IN ('offre', 'recruteur')),
    objet TEXT NOT NULL,
    titre TEXT NOT NULL,
    entreprise TEXT NOT NULL,
    siret TEXT NOT NULL,
    ville TEXT NOT NULL,
    role TEXT NOT NULL,
    destinataire TEXT NOT NULL,
    source TEXT NOT NULL,
    appelant TEXT NOT NULL,
    courriel TEXT NOT NULL,
    prenom TEXT NOT NULL,
    nom TEXT NOT NULL,
    telephone TEXT NOT NULL,
    message TEXT NOT NULL,
    recherche TEXT NOT NULL,
    reponses TEXT NOT NULL,
    anonyme BIGINT NOT NULL,
    cv_nom TEXT NOT NULL,
    etat TEXT NOT NULL CHECK (etat IN ('a_analyser', 'en_route', 'envoyee', 'repondue', 'echec', 'infectee')),
    echec TEXT NOT NULL,
    examen TEXT NOT NULL CHECK (examen IN ('sans', 'attendue', 'saine', 'infectee')),
    essais BIGINT NOT NULL,
    prochaine BIGINT NOT NULL,
    envoi TEXT,
    intention TEXT CHECK (intention IN ('entretien', 'ne_sait_pas', 'refus')),
    reponse TEXT NOT NULL,
    motifs TEXT NOT NULL,
    repondue_le BIGINT,
    repondue_par TEXT NOT NULL,
    lue_le BIGINT,
    relancee_le BIGINT,
    close_le BIGINT,
    deposee_le BIGINT NOT NULL,
    envoyee_le BIGINT
);
CREATE UNIQUE INDEX candidatures_jeton ON candidatures (jeton);
CREATE INDEX candidatures_courriel ON candidatures (courriel, deposee_le);
CREATE INDEX candidatures_objet ON candidatures (genre, objet, courriel);
CREATE INDEX candidatures_siret ON candidatures (siret, deposee_le);
CREATE INDEX candidatures_deposees ON candidatures (deposee_le);
CREATE INDEX candidatures_a_analyser ON candidatures (prochaine) WHERE etat = 'a_analyser';
CREATE INDEX candidatures_en_route ON candidatures (id) WHERE etat = 'en_route';

-- The CV, sealed with the key of the site; it goes with its application.
CREATE TABLE candidatures_cv (
    candidature TEXT NOT NULL PRIMARY KEY REFERENCES candidatures (id) ON DELETE CASCADE,
    genre TEXT NOT NULL,
    taille BIGINT NOT NULL,
--| sqlite
    contenu BLOB NOT NULL,
--| postgres
    contenu BYTEA NOT NULL,
--| tous
    depose_le BIGINT NOT NULL
);
CREATE INDEX candidatures_cv_deposes ON candidatures_cv (depose_le);

-- The mails that speak of a candidate to someone else: they go when the candidate erases their data.
CREATE TABLE candidatures_envois (
    envoi TEXT NOT NULL PRIMARY KEY,
    candidature TEXT NOT NULL REFERENCES candidatures (id) ON DELETE CASCADE,
    courriel TEXT NOT NULL
);
CREATE INDEX candidatures_envois_candidature ON candidatures_envois (candidature);
CREATE INDEX candidatures_envois_courriel ON candidatures_envois (courriel);

-- Links to the answer of one application. Secrets are kept as hashes.
CREATE TABLE candidatures_reponses (
    empreinte TEXT NOT NULL PRIMARY KEY,
    candidature TEXT NOT NULL REFERENCES candidatures (id) ON DELETE CASCADE,
    cree_le BIGINT NOT NULL,
    expire_le BIGINT NOT NULL
);
CREATE INDEX candidatures_reponses_candidature ON candidatures_reponses (candidature);
CREATE INDEX candidatures_reponses_expirent ON candidatures_reponses (expire_le);

-- Links to the list of one's applications, then the visits they open.
CREATE TABLE candidatures_liens (
    empreinte TEXT NOT NULL PRIMARY KEY,
    courriel TEXT NOT NULL,
    genre TEXT NOT NULL CHECK (genre IN ('lien', 'visite')),
    cree_le BIGINT NOT NULL,
    expire_le BIGINT NOT NULL,
    utilise_le BIGINT
);
CREATE INDEX candidatures_liens_courriel ON candidatures_liens (courriel, cree_le);
CREATE INDEX candidatures_liens_expirent ON candidatures_liens (expire_le);

-- What happened to an application, in order.
CREATE TABLE candidatures_pas (
    candidature TEXT NOT NULL REFERENCES candidatures (id) ON DELETE CASCADE,
    instant BIGINT NOT NULL,
    quoi TEXT NOT NULL,
    PRIMARY KEY (candidature, instant, quoi)
);

-- What recruiters write for themselves.
CREATE TABLE candidatures_notes (
    id TEXT NOT NULL PRIMARY KEY,
    candidature TEXT NOT NULL REFERENCES candidatures (id) ON DELETE CASCADE,
    auteur TEXT NOT NULL,
    texte TEXT NOT NULL,
    cree_le BIGINT NOT NULL
);
CREATE INDEX candidatures_notes_candidature ON candidatures_notes (candidature, cree_le);
CREATE INDEX candidatures_notes_creees ON candidatures_notes (cree_le);

-- Answers that an organisation writes once and uses again.
CREATE TABLE candidatures_modeles (
    id TEXT NOT NULL PRIMARY KEY,
    siret TEXT NOT NULL,
    role TEXT NOT NULL,
    intention TEXT NOT NULL CHECK (intention IN ('entretien', 'ne_sait_pas', 'refus')),
    titre TEXT NOT NULL,
    texte TEXT NOT NULL,
    cree_le BIGINT NOT NULL
);
CREATE INDEX candidatures_modeles_siret ON candidatures_modeles (siret, role);
