-- What changed in an organisation from one state of the directory to the next, in a stable order.
CREATE TABLE annuaire_changements (
    rang CLE_AUTO,
    siret TEXT NOT NULL,
    genre TEXT NOT NULL CHECK (genre IN ('cree', 'modifie', 'disparu', 'decision')),
    champs TEXT NOT NULL,
    instant BIGINT NOT NULL
);

-- The state that the last comparison saw: a fingerprint for each field, as JSON.
CREATE TABLE annuaire_empreintes (
    siret TEXT NOT NULL PRIMARY KEY,
    champs TEXT NOT NULL
);
