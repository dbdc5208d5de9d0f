-- Broken contracts since the school year began, and those of them that no contract followed. Ends of months kept before
-- are counted again as long as their enrolments are there.
ALTER TABLE effectifs_agregats ADD COLUMN ruptures BIGINT NOT NULL DEFAULT 0;
ALTER TABLE effectifs_agregats ADD COLUMN ruptures_nettes BIGINT NOT NULL DEFAULT 0;
