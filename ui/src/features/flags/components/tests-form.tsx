import { Button, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Asking } from "../../../components/ask-approval";
import { Row, Stack } from "../../../components/layout";
import { ErrorNote } from "../../../components/states";
import { faultAt, saidAt } from "../../../lib/problem";
import { flagsText } from "../../../text/en/flags";
import { useApprovals } from "../queries";
import type { Place, SavingTests } from "../tests-queries";

const words = flagsText.testsForm;

interface Props {
  place: Place;
  /** What the tests were read with. */
  version: number;
  saving: SavingTests;
  /** The tests as they are to be; nothing where a field says what is wrong. */
  read(): unknown;
  submit: string;
  danger?: boolean;
  /** Where what is wrong is said by fields. */
  fields: string[];
  children: ReactNode;
  onDone(): void;
}

/** Fields, why, and the press that saves; where the environment asks for approvals, what has to be said besides. */
export function TestsForm(props: Props) {
  const { place, version, saving, read, submit, danger, fields, children, onDone } = props;
  const approvals = useApprovals(place.project, place.environment);
  const [comment, setComment] = useState("");
  const [asked, setAsked] = useState<{ tests: unknown }>();
  const { error } = saving;
  if (asked) {
    return (
      <Stack>
        <Asking
          environment={place.environment}
          approvals={approvals}
          onClose={() => setAsked(undefined)}
          override={{
            ...saving,
            mutate: (why) =>
              saving.mutate(
                { ...asked, version, comment: why, overrideApproval: true },
                { onSuccess: onDone },
              ),
          }}
        />
        <div>
          <Button variant="default" onClick={() => setAsked(undefined)}>
            {words.back}
          </Button>
        </div>
      </Stack>
    );
  }
  const send = () => {
    const tests = read();
    if (tests === undefined) return;
    if (approvals > 0) setAsked({ tests });
    else saving.mutate({ tests, version, comment: comment || undefined }, { onSuccess: onDone });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack>
        {children}
        <TextInput
          label={words.why}
          maxLength={2000}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
          error={faultAt(error, "/comment")}
        />
        {!saidAt(error, ["/comment", ...fields]) && <ErrorNote error={error} />}
        <Row>
          <Button type="submit" color={danger ? "red" : undefined} loading={saving.isPending}>
            {submit}
          </Button>
          <Button variant="default" onClick={onDone}>
            {words.cancel}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}
