import { Button, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { componentsText } from "../text/en/components";
import { Dialog } from "./dialog";
import { Row, Stack } from "./layout";
import css from "./layout.module.css";
import { ErrorNote } from "./states";

const words = componentsText.askApproval;

/** What whoever asks says of it. */
export interface Said {
  title: string;
  comment?: string;
  /** When it is to be applied; where it is left out, when somebody does. */
  applyAt?: string;
}

/** A mutation, of which only this is needed. */
interface Doing<T> {
  mutate(input: T): void;
  isPending: boolean;
  error: unknown;
}

interface Props {
  environment: string;
  /** How many have to approve. */
  approvals: number;
  /** What is asked in a few words; whoever asks may write it better. Nothing where it cannot be asked for. */
  title?: string;
  comment?: string;
  opened: boolean;
  onClose(): void;
  /** What it comes to. */
  children?: ReactNode;
  /** Nothing where it cannot be asked for, and only an override does it. */
  ask?: Doing<Said>;
  /** Does it at once; takes the reason. */
  override: Doing<string>;
}

/** Where an environment asks for approvals: the edit becomes a change request, or is made all the same, and loudly. */
export function AskApproval({ opened, onClose, ...props }: Props) {
  return (
    <Dialog
      title={props.ask ? words.askForApprovalIn(props.environment) : words.withoutApproval}
      opened={opened}
      onClose={onClose}
      size="md"
    >
      {opened && <Asking {...props} onClose={onClose} />}
    </Dialog>
  );
}

/** The same within a dialog that is there already. */
export function Asking(props: Omit<Props, "opened">) {
  const { environment, approvals, children, ask, override } = props;
  return (
    <Stack>
      <p>
        {words.needed(environment, approvals)}
        {!ask && words.cannotBeHeld}
      </p>
      {children}
      {ask && (
        <AskForm title={props.title} comment={props.comment} onClose={props.onClose} ask={ask} />
      )}
      {ask ? (
        <details>
          <summary>{words.itCannotWait}</summary>
          <Override approvals={approvals} override={override} />
        </details>
      ) : (
        <Override approvals={approvals} override={override} />
      )}
    </Stack>
  );
}

type AskProps = Pick<Props, "title" | "comment" | "onClose"> & { ask: Doing<Said> };

function AskForm({ title, comment, ask, onClose }: AskProps) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const text = (name: string) => String(form.get(name) ?? "").trim();
        const applyAt = text("applyAt");
        ask.mutate({
          title: text("title"),
          comment: text("comment") || undefined,
          applyAt: applyAt ? new Date(applyAt).toISOString() : undefined,
        });
      }}
    >
      <Stack>
        <TextInput
          name="title"
          label={words.whatItIs}
          maxLength={200}
          defaultValue={title}
          required
        />
        <TextInput
          name="comment"
          label={words.why}
          maxLength={2000}
          defaultValue={comment}
          data-autofocus
        />
        <TextInput name="applyAt" type="datetime-local" label={words.applyAt} />
        <ErrorNote error={ask.error} />
        <Row>
          <Button type="submit" loading={ask.isPending}>
            {words.askForApproval}
          </Button>
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}

/** Said loudly, and with a reason: everybody hears of it. */
export function Override({ approvals, override }: Pick<Props, "approvals" | "override">) {
  const [why, setWhy] = useState("");
  return (
    <form
      className={css.note}
      onSubmit={(event) => {
        event.preventDefault();
        override.mutate(why);
      }}
    >
      <Stack>
        <p>{words.emergency(approvals)}</p>
        <TextInput
          label={words.whyNow}
          maxLength={2000}
          value={why}
          onChange={(event) => setWhy(event.target.value)}
          required
        />
        <ErrorNote error={override.error} />
        <div>
          <Button type="submit" color="red" loading={override.isPending}>
            {words.doItNow}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
