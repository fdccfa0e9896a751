import { Button } from "@mantine/core";
import { Row } from "../../../components/layout";
import { ErrorNote } from "../../../components/states";
import { plural } from "../../../lib/format";
import { Problem } from "../../../lib/problem";
import { differences } from "../../../lib/targeting-diff";
import { type Draft, editOf } from "../draft";
import { useSave } from "../queries";
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
      <ErrorNote error={save.error} />
      <Row>
        <Button
          loading={save.isPending}
          disabled={stale}
          onClick={() =>
            save.mutate(
              { edit: draft.edit, version: draft.base.version },
              { onSuccess: draft.discard },
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
