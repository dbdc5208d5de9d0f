-- Life of the establishment and of its legal unit (Sirene), as publishers pass it on.
ALTER TABLE annuaire_organismes ADD COLUMN cree_le TEXT;
ALTER TABLE annuaire_organismes ADD COLUMN ferme_le TEXT;
ALTER TABLE annuaire_organismes ADD COLUMN unite_creee_le TEXT;
ALTER TABLE annuaire_organismes ADD COLUMN unite_cessee_le TEXT;

-- Generic mailboxes only (contact@, secretariat@…): an address that names a person is not kept.
CREATE TABLE annuaire_contacts (
    version BIGINT NOT NULL,
    siret TEXT NOT NULL,
    courriel TEXT NOT NULL,
    confirme BIGINT NOT NULL,
    appuis TEXT NOT NULL,
    PRIMARY KEY (version, siret, courriel)
);
CREATE INDEX annuaire_contacts_siret ON annuaire_contacts (siret, version);

-- What people decided, one row a decision, never changed nor deleted: replayed over every import.
CREATE TABLE annuaire_decisions (
    rang CLE_AUTO,
    siret TEXT NOT NULL,
    champ TEXT NOT NULL CHECK (champ IN ('uai')),
    avant TEXT,
    apres TEXT,
    auteur TEXT NOT NULL,
    motif TEXT NOT NULL,
    instant BIGINT NOT NULL
);
CREATE INDEX annuaire_decisions_siret ON annuaire_decisions (siret, rang);
CREATE INDEX annuaire_decisions_apres ON annuaire_decisions (apres);
