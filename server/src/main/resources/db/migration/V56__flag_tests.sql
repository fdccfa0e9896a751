-- What a flag has to answer for whom in an environment: kept beside it, never sent to SDKs.
ALTER TABLE targeting ADD COLUMN tests text;
CREATE INDEX targeting_tested ON targeting (environment_id) WHERE tests IS NOT NULL;
