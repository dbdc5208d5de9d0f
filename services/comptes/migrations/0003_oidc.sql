-- Who an identity provider says that someone is, and the attempts under way.

-- An account may be known by several identities: a provider gives a new one to whoever changes
-- employer. `siret` is what the provider declared last; it grants nothing.
CREATE TABLE comptes_identites (
    fournisseur TEXT NOT NULL CHECK (fournisseur IN ('proconnect', 'franceconnect')),
    sub TEXT NOT NULL,
    personne TEXT NOT NULL REFERENCES comptes_personnes (id) ON DELETE CASCADE,
    siret TEXT NOT NULL,
    liee_le BIGINT NOT NULL,
    vue_le BIGINT NOT NULL,
    PRIMARY KEY (fournisseur, sub)
);
CREATE INDEX comptes_identites_personne ON comptes_identites (personne);

-- Only the SHA-256 of the state is kept; nonce and PKCE verifier are drawn from it with the key of
-- the site, and never stored.
CREATE TABLE comptes_etats_oidc (
    empreinte TEXT NOT NULL PRIMARY KEY,
    fournisseur TEXT NOT NULL,
    navigateur TEXT NOT NULL,
    suite TEXT NOT NULL,
    cree_le BIGINT NOT NULL,
    expire_le BIGINT NOT NULL,
    utilise_le BIGINT
);

-- What leaving the provider as well asks for, sealed, as long as the session lasts.
CREATE TABLE comptes_sorties (
    session TEXT NOT NULL PRIMARY KEY,
    fournisseur TEXT NOT NULL,
    jeton TEXT NOT NULL,
    expire_le BIGINT NOT NULL
);
