-- Why a company is among those likely to hire: what the scoring job foresees, and its factors.
-- Numbers are in hundredths, but the months; `metiers` is a JSON array of [trade, hirings].
CREATE TABLE offres_previsions (
    version BIGINT NOT NULL,
    siret TEXT NOT NULL,
    score BIGINT NOT NULL,
    horizon_mois BIGINT NOT NULL,
    embauches BIGINT NOT NULL,
    secteur BIGINT NOT NULL,
    tendance BIGINT NOT NULL,
    taille BIGINT NOT NULL,
    metiers TEXT NOT NULL,
    PRIMARY KEY (version, siret)
);
