-- A file waits for the word of its sender before anything of it is imported; its items have their line in it.
ALTER TABLE effectifs_transmissions ADD COLUMN apercu BIGINT NOT NULL DEFAULT 0;
ALTER TABLE effectifs_transmissions ADD COLUMN rangs TEXT NOT NULL DEFAULT '';
