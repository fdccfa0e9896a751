-- Who made each change and why, beside the change: a flag's history is read from one table.
ALTER TABLE change_log ADD COLUMN actor text;
ALTER TABLE change_log ADD COLUMN action text;
ALTER TABLE change_log ADD COLUMN comment text;
CREATE INDEX change_log_history ON change_log (environment_id, kind, key, epoch, revision);

-- These rows are written again with every change; with room beside them no index is touched.
ALTER TABLE environment SET (fillfactor = 20);
ALTER TABLE audit_head SET (fillfactor = 20);
ALTER TABLE targeting SET (fillfactor = 70);

-- Answers to requests that a client may send again: sealed with the key that only the client knows.
CREATE TABLE idempotency (
    owner    text NOT NULL,
    key_hash text NOT NULL,
    request  text NOT NULL,
    answer   bytea,
    at       timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner, key_hash)
);
CREATE INDEX idempotency_age ON idempotency (at);

-- Keeps edits that were made on an environment at a known position, in one round trip and one transaction: 'ok', or
-- 'moved' and nothing done where somebody else has changed it since. Locks as every writer does: environments by id,
-- then the head of the audit.
CREATE FUNCTION keep_edits(work jsonb) RETURNS text LANGUAGE plpgsql AS
$$
DECLARE
    wanted integer := jsonb_array_length(work -> 'environments');
    found_rows integer;
BEGIN
    PERFORM FROM environment e JOIN jsonb_to_recordset(work -> 'environments')
            AS w(id bigint, epoch bigint, revision bigint) ON e.id = w.id
        ORDER BY e.id FOR UPDATE OF e;
    SELECT count(*) INTO found_rows FROM environment e JOIN jsonb_to_recordset(work -> 'environments')
            AS w(id bigint, epoch bigint, revision bigint)
        ON e.id = w.id AND e.epoch = w.epoch AND e.revision = w.revision;
    IF found_rows <> wanted THEN
        RETURN 'moved';
    END IF;
    IF jsonb_array_length(work -> 'audit') = 0 THEN
        RETURN 'ok';
    END IF;
    UPDATE audit_head SET seq = (work ->> 'seq')::bigint, hash = work ->> 'hash'
        WHERE project = work ->> 'project' AND seq = (work ->> 'fromSeq')::bigint AND hash = work ->> 'fromHash';
    IF NOT FOUND THEN
        RETURN 'moved';
    END IF;
    INSERT INTO idempotency (owner, key_hash, request, answer)
        SELECT owner, key_hash, request, decode(answer, 'base64') FROM jsonb_to_recordset(work -> 'once')
            AS o(owner text, key_hash text, request text, answer text);
    UPDATE environment e SET revision = w.next FROM jsonb_to_recordset(work -> 'environments')
        AS w(id bigint, next bigint) WHERE e.id = w.id AND w.next <> e.revision;
    UPDATE targeting t SET document = w.document, version = w.version, revision = w.revision, updated_at = w.at,
            updated_by = w.actor
        FROM jsonb_to_recordset(work -> 'targetings')
            AS w(env bigint, flag text, document text, version bigint, revision bigint, at timestamptz, actor text)
        WHERE t.environment_id = w.env AND t.flag = w.flag;
    DELETE FROM segment_use u USING jsonb_to_recordset(work -> 'uses') AS w(env bigint, flag text)
        WHERE u.environment_id = w.env AND u.by_kind = 'flag' AND u.by_key = w.flag;
    INSERT INTO segment_use (environment_id, segment, by_kind, by_key)
        SELECT w.env, s.segment, 'flag', w.flag
        FROM jsonb_to_recordset(work -> 'uses') AS w(env bigint, flag text, segments jsonb),
            jsonb_array_elements_text(w.segments) AS s(segment);
    INSERT INTO change_log (environment_id, epoch, revision, kind, key, document, actor, action, comment)
        SELECT env, epoch, revision, kind, key, document, actor, action, comment
        FROM jsonb_to_recordset(work -> 'changes') AS c(env bigint, epoch bigint, revision bigint, kind text, key text,
            document text, actor text, action text, comment text);
    INSERT INTO audit (project, seq, at, actor, action, subject, comment, before, after, previous, hash)
        SELECT work ->> 'project', seq, at, actor, action, subject, comment, before, after, previous, hash
        FROM jsonb_to_recordset(work -> 'audit') AS a(seq bigint, at timestamptz, actor text, action text, subject text,
            comment text, before text, after text, previous text, hash text);
    PERFORM pg_notify('firstlight', n) FROM jsonb_array_elements_text(work -> 'signals') AS s(n);
    RETURN 'ok';
END
$$;
