-- Files that travel with a mail; they go with its content.
CREATE TABLE courriels_pieces (
    courriel TEXT NOT NULL REFERENCES courriels_corps (courriel) ON DELETE CASCADE,
    rang BIGINT NOT NULL,
    nom TEXT NOT NULL,
    genre TEXT NOT NULL,
--| sqlite
    octets BLOB NOT NULL,
--| postgres
    octets BYTEA NOT NULL,
--| tous
    PRIMARY KEY (courriel, rang)
);
