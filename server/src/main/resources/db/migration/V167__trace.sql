-- The trace that a change was made in, as W3C's traceparent, so that its publication on every node belongs to it however it
-- is heard of.
ALTER TABLE change_log ADD COLUMN trace text;

DO $$
DECLARE
    body text := pg_get_functiondef('keep_edits(jsonb)'::regprocedure);
BEGIN
    body := replace(body, 'previous text, hash text)', 'previous text, hash text, trace text)');
    body := replace(body, 'document, actor, action, comment)', 'document, actor, action, comment, trace)');
    body := replace(body, 'document, actor, action, comment FROM edit', 'document, actor, action, comment, trace FROM edit');
    EXECUTE body;
END $$;
