-- What is released now, for whoever asks others than SDKs about it; null for releases that began before this was kept.
ALTER TABLE measured ADD COLUMN flag text;
ALTER TABLE measured ADD COLUMN treatment text;
ALTER TABLE measured ADD COLUMN control text;
ALTER TABLE measured ADD COLUMN stage integer;
ALTER TABLE measured ADD COLUMN regions text[];
ALTER TABLE measured ADD COLUMN metrics text[];
ALTER TABLE measured ADD COLUMN opened_at timestamptz NOT NULL DEFAULT now();
