-- What a training centre says once for all its files.
CREATE TABLE effectifs_centres (
    siret TEXT NOT NULL PRIMARY KEY,
    type_cfa TEXT NOT NULL DEFAULT '',
    colonnes TEXT NOT NULL DEFAULT '{}',
    modifie_le BIGINT NOT NULL
);
