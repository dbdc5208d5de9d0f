-- API keys. The secret itself is nowhere: only its SHA-256.
CREATE TABLE cles_api (
    id TEXT NOT NULL PRIMARY KEY,
    nom TEXT NOT NULL,
    empreinte TEXT NOT NULL,
    fin TEXT NOT NULL,
    portees TEXT NOT NULL,
    creee_le BIGINT NOT NULL,
    expire_le BIGINT NOT NULL,
    revoquee_le BIGINT,
    vue_le BIGINT
);
