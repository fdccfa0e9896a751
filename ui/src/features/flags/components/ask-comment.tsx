import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { Dialog } from "../../../components/dialog";
import { Stack } from "../../../components/layout";
import { Problem } from "../../../lib/problem";
import { flagsText } from "../../../text/en/flags";
import type { useToggle } from "../queries";

const words = flagsText.askComment;

/** Asks why, where an environment takes no change without a reason, and presses the switch again with it. */
export function AskComment({ toggling }: { toggling: ReturnType<typeof useToggle> }) {
  const { error, variables: input, mutate, reset } = toggling;
  const [comment, setComment] = useState("");
  const asked = input !== undefined && error instanceof Problem && error.wantsComment;
  return (
    <Dialog
      title={words.title(input?.flag, input?.on === true, input?.environment)}
      opened={asked}
      onClose={reset}
      size="md"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (input) mutate({ ...input, comment });
          setComment("");
        }}
      >
        <Stack>
          <p>{error?.message}</p>
          <TextInput
            label={words.comment}
            maxLength={2000}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
            required
            data-autofocus
          />
          <div>
            <Button type="submit">{words.turnIt(input?.on === true)}</Button>
          </div>
        </Stack>
      </form>
    </Dialog>
  );
}
