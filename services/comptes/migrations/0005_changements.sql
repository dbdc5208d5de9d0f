-- A new mailbox that a person asked for, and must prove before it becomes that of the account.
CREATE TABLE comptes_changements (
    empreinte TEXT NOT NULL PRIMARY KEY,
    personne TEXT NOT NULL REFERENCES comptes_personnes (id),
    courriel TEXT NOT NULL,
    cree_le BIGINT NOT NULL,
    expire_le BIGINT NOT NULL,
    utilise_le BIGINT
);
CREATE INDEX comptes_changements_personne ON comptes_changements (personne, cree_le);
