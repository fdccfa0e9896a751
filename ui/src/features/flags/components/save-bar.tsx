import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { Row } from "../../../components/layout";
import { ErrorNote } from "../../../components/states";
import { Problem } from "../../../lib/problem";
import { flagsText } from "../../../text/en/flags";
import { listing } from "../../../text/format";
import { differences } from "../../../text/targeting-diff";
import { type Draft, editOf } from "../draft";
import { useApprovals, useForecast, useSave } from "../queries";
import { AskEdit } from "./ask-edit";
import css from "./editor.module.css";

const words = flagsText.saveBar;

interface Props {
  project: string;
  flag: string;
  environment: string;
  draft: Draft;
}

/** What saving would change, in sentences, before it is done. */
export function SaveBar({ project, flag, environment, draft }: Props) {
  const save = useSave(project, flag, environment);
  const approvals = useApprovals(project, environment);
  const [asking, setAsking] = useState(false);
  const [comment, setComment] = useState("");
  if (!draft.dirty) return null;
  const changes = differences(editOf(draft.base), draft.edit);
  const stale = save.error instanceof Problem && save.error.stale;
  const done = () => {
    setComment("");
    draft.discard();
  };
  const discard = () => {
    save.reset();
    draft.discard();
  };
  return (
    <section className={css.saveBar} aria-label={words.unsavedChanges}>
      <strong>{words.changesTo(changes.length, flag, environment)}</strong>
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
          aria-label={words.why}
          placeholder={words.why}
          maxLength={2000}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
        <Button
          loading={save.isPending}
          disabled={stale}
          onClick={() =>
            approvals > 0
              ? setAsking(true)
              : save.mutate(
                  {
                    edit: draft.edit,
                    version: draft.base.version,
                    revision: draft.base.revision,
                    comment: comment || undefined,
                  },
                  { onSuccess: done },
                )
          }
        >
          {approvals > 0 ? words.askForApproval : words.save}
        </Button>
        <Button variant="default" onClick={discard}>
          {stale ? words.takeTheirs : words.discard}
        </Button>
      </Row>
      <AskEdit
        project={project}
        flag={flag}
        environment={environment}
        base={draft.base}
        edit={asking ? draft.edit : undefined}
        comment={comment}
        onClose={() => setAsking(false)}
        onDone={done}
      />
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
        words.cannotEvaluateIt(unable.length, listing(unable.map(({ instance }) => instance)))}
    </p>
  );
}
