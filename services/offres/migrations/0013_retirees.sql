-- Imported offers that are no longer shown, whatever the next delivery holds: someone decided it, or
-- their employer deposited them here. `par` is the rule or the account that decided.
CREATE TABLE offres_retirees (
    id TEXT NOT NULL PRIMARY KEY,
    regle TEXT NOT NULL,
    phrase TEXT NOT NULL,
    par TEXT NOT NULL,
    instant BIGINT NOT NULL
);
