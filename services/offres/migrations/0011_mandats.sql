-- Companies whose offers a training centre manages: who says so, since when, until when. The contact of the
-- company is shown to nobody but the centre; `empreinte` is the SHA-256 of the secret of the link by which
-- the company ends the mandate itself.
CREATE TABLE offres_mandats (
    id TEXT NOT NULL PRIMARY KEY,
    cfa TEXT NOT NULL,
    siret TEXT NOT NULL,
    nom TEXT NOT NULL,
    nom_plie TEXT NOT NULL,
    adresse TEXT NOT NULL,
    departement TEXT NOT NULL,
    naf TEXT NOT NULL,
    opco TEXT NOT NULL,
    contact TEXT NOT NULL,
    courriel TEXT NOT NULL,
    telephone TEXT NOT NULL,
    depuis TEXT NOT NULL,
    declare_par TEXT NOT NULL,
    declare_le BIGINT NOT NULL,
    empreinte TEXT NOT NULL,
    lien_expire_le BIGINT NOT NULL,
    fin_le BIGINT,
    fin_par TEXT NOT NULL,
    fin_motif TEXT NOT NULL
);
CREATE UNIQUE INDEX offres_mandats_en_vigueur ON offres_mandats (cfa, siret) WHERE fin_le IS NULL;
CREATE INDEX offres_mandats_cfa ON offres_mandats (cfa, nom_plie);
CREATE INDEX offres_mandats_lien ON offres_mandats (empreinte);

-- The mandate under which a training centre wrote an offer; empty when it wrote it for itself.
ALTER TABLE offres_deposees ADD COLUMN mandat TEXT NOT NULL DEFAULT '';
CREATE INDEX offres_deposees_par_mandat ON offres_deposees (mandat, etat) WHERE mandat <> '';
