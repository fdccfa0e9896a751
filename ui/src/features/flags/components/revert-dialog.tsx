import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { FlagVersion } from "../../../api/flags";
import { Dialog } from "../../../components/dialog";
import { Row, Stack } from "../../../components/layout";
import { ErrorNote, Loading } from "../../../components/states";
import { flagsText } from "../../../text/en/flags";
import { useRevert, useReverted } from "../queries";
import css from "./history.module.css";

const words = flagsText.revertDialog;

interface Props {
  project: string;
  flag: string;
  environment: string;
  /** What to go back to; nothing while nobody asked. */
  version: FlagVersion | undefined;
  /** The version of the targeting that goes. */
  at: number;
  onClose(): void;
}

/** Says by a dry run what going back would change, and for whom, before it is done. */
export function RevertDialog({ version, onClose, ...place }: Props) {
  return (
    <Dialog
      title={words.title(version?.revision)}
      opened={version !== undefined}
      onClose={onClose}
      size="md"
    >
      {version && <Revert {...place} revision={version.revision} onClose={onClose} />}
    </Dialog>
  );
}

function Revert(props: Omit<Props, "version"> & { revision: number }) {
  const { project, flag, environment, revision, at, onClose } = props;
  const [comment, setComment] = useState("");
  const foretold = useReverted(project, flag, environment, revision, at);
  const revert = useRevert(project, flag, environment, onClose);
  const changes = foretold.data?.differences ?? [];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        revert.mutate({ revision, version: at, comment: comment || undefined });
      }}
    >
      <Stack>
        {foretold.isPending && <Loading what={words.whatWouldChange} />}
        <ErrorNote error={foretold.error} />
        {foretold.data && changes.length === 0 && <p>{words.nothingDiffers}</p>}
        <ul className={css.differences}>
          {changes.map(({ sentence }) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        {foretold.data?.blastRadius && <p>{foretold.data.blastRadius.sentence}</p>}
        <TextInput
          label={words.why}
          maxLength={2000}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
        <ErrorNote error={revert.error} />
        <Row>
          <Button
            type="submit"
            loading={revert.isPending}
            disabled={changes.length === 0}
            data-autofocus
          >
            {words.goBack}
          </Button>
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}
