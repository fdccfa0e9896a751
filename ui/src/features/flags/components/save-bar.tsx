import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { Row } from "../../../components/layout";
import { ErrorNote } from "../../../components/states";
import { listing, plural } from "../../../lib/format";
import { Problem } from "../../../lib/problem";
import { differences } from "../../../lib/targeting-diff";
import { type Draft, editOf } from "../draft";
import { useForecast, useSave } from "../queries";
import css from "./editor.module.css";

interface Props {
  project: string;
  flag: string;
  environment: string;
  draft: Draft;
}

/** What saving would change, in sentences, before it is done. */
export function SaveBar({ project, flag, environment, draft }: Props) {
  const save = useSave(project, flag, environment);
  const [comment, setComment] = useState("");
  if (!draft.dirty) return null;
  const changes = differences(editOf(draft.base), draft.edit);
  const stale = save.error instanceof Problem && save.error.stale;
  const discard = () => {
    save.reset();
    draft.discard();
  };
  return (
    <section className={css.saveBar} aria-label="Unsaved changes">
      <strong>
        {plural(changes.length, "change")} to {flag} in {environment}
      </strong>
      <ul className={css.changes}>
        {changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      <Reach project={project} flag={flag} environment={environment} draft={draft} />
      <ErrorNote error={save.error} />
      <Row>
        <input
          className={css.comment}
          aria-label="Why, for the audit log"
          placeholder="Why, for the audit log"
          maxLength={2000}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
        <Button
          loading={save.isPending}
          disabled={stale}
          onClick={() =>
            save.mutate(
              { edit: draft.edit, version: draft.base.version, comment: comment || undefined },
              {
                onSuccess: () => {
                  setComment("");
                  draft.discard();
                },
              },
            )
          }
        >
          Save
        </Button>
        <Button variant="default" onClick={discard}>
          {stale ? "Take theirs" : "Discard"}
        </Button>
      </Row>
    </section>
  );
}

const RESTS_MS = 300;

/** Whom the edit would reach, by a dry run on the server once typing rests. */
function Reach({ project, flag, environment, draft }: Props) {
  const [edit] = useDebouncedValue(draft.edit, RESTS_MS);
  const { data } = useForecast(project, flag, environment, edit, draft.base.version);
  const unable = data?.cannotEvaluate ?? [];
  if (!data?.blastRadius && unable.length === 0) return null;
  return (
    <p className={css.reach}>
      {data?.blastRadius?.sentence}
      {unable.length > 0 &&
        ` ${plural(unable.length, "connected instance")} cannot evaluate it: ${listing(unable.map(({ instance }) => instance))}.`}
    </p>
  );
}
