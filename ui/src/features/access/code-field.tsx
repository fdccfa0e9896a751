import { TextInput } from "@mantine/core";
import { accessText } from "../../text/en/access";

const words = accessText.codeField;

/** Where the code of a second factor is typed. */
export function CodeField({ autoFocus = false }: { autoFocus?: boolean }) {
  return (
    <TextInput
      name="code"
      label={words.code}
      description={words.codeHint}
      autoComplete="one-time-code"
      inputMode="text"
      maxLength={64}
      required
      autoFocus={autoFocus}
    />
  );
}
