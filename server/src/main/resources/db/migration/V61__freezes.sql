-- When an environment must not be edited; the document says it as people wrote it.
CREATE TABLE environment_freeze (
    id             text PRIMARY KEY,
    environment_id bigint NOT NULL REFERENCES environment ON DELETE CASCADE,
    name           text NOT NULL,
    document       text NOT NULL,
    created_by     text NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX environment_freeze_of ON environment_freeze (environment_id);

-- As before, and 'moved' too where what an environment asks of edits was changed, or where a freeze began or ended since
-- the edits were judged. The clock is asked once the locks are held.
CREATE OR REPLACE FUNCTION keep_edits(work jsonb) RETURNS text LANGUAGE plpgsql AS
$$
DECLARE
    here integer;
BEGIN
    SELECT count(*) INTO here FROM (
        SELECT e.epoch = w.epoch AND e.revision = w.revision AND e.version = coalesce(w.policy, e.version) AS is_there
        FROM jsonb_to_recordset(work -> 'environments') AS w(id bigint, epoch bigint, revision bigint, policy bigint)
            JOIN environment e ON e.id = w.id
        ORDER BY e.id FOR UPDATE OF e) AS locked WHERE is_there;
    IF here <> jsonb_array_length(work -> 'environments') THEN
        RETURN 'moved';
    END IF;
    IF work ? 'until' AND clock_timestamp() >= (work ->> 'until')::timestamptz THEN
        RETURN 'moved';
    END IF;
    IF jsonb_array_length(work -> 'edits') = 0 THEN
        RETURN 'ok';
    END IF;
    UPDATE audit_head SET seq = (work ->> 'seq')::bigint, hash = work ->> 'hash'
        WHERE project = work ->> 'project' AND seq = (work ->> 'fromSeq')::bigint AND hash = work ->> 'fromHash';
    IF NOT FOUND THEN
        RETURN 'moved';
    END IF;
    IF jsonb_array_length(work -> 'once') > 0 THEN
        INSERT INTO idempotency (owner, key_hash, request, answer)
            SELECT owner, key_hash, request, decode(answer, 'base64') FROM jsonb_to_recordset(work -> 'once')
                AS o(owner text, key_hash text, request text, answer text);
    END IF;
    UPDATE environment e SET revision = w.next FROM jsonb_to_recordset(work -> 'environments')
        AS w(id bigint, revision bigint, next bigint) WHERE e.id = w.id AND w.next <> w.revision;
    WITH edit AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(work -> 'edits') AS x(env bigint, epoch bigint, revision bigint, flag text,
            document text, version bigint, at timestamptz, actor text, action text, comment text, last boolean,
            seq bigint, subject text, before text, previous text, hash text)
    ), kept AS (
        UPDATE targeting t SET document = x.document, version = x.version, revision = x.revision, updated_at = x.at,
            updated_by = x.actor
        FROM edit x WHERE x.last AND t.environment_id = x.env AND t.flag = x.flag
    ), logged AS (
        INSERT INTO change_log (environment_id, epoch, revision, kind, key, document, actor, action, comment)
        SELECT env, epoch, revision, 'FLAG', flag, document, actor, action, comment FROM edit
    )
    INSERT INTO audit (project, seq, at, actor, action, subject, comment, before, after, previous, hash)
        SELECT work ->> 'project', seq, at, actor, action, subject, comment, before, document, previous, hash FROM edit;
    IF jsonb_array_length(work -> 'uses') > 0 THEN
        DELETE FROM segment_use u USING jsonb_to_recordset(work -> 'uses') AS w(env bigint, flag text)
            WHERE u.environment_id = w.env AND u.by_kind = 'flag' AND u.by_key = w.flag;
        INSERT INTO segment_use (environment_id, segment, by_kind, by_key)
            SELECT w.env, s.segment, 'flag', w.flag
            FROM jsonb_to_recordset(work -> 'uses') AS w(env bigint, flag text, segments jsonb),
                jsonb_array_elements_text(w.segments) AS s(segment);
    END IF;
    PERFORM pg_notify('firstlight', n) FROM jsonb_array_elements_text(work -> 'signals') AS s(n);
    RETURN 'ok';
END
$$;
