import { Button } from "@mantine/core";
import { Rocket } from "lucide-react";
import { useState } from "react";
import { Dialog } from "../../../components/dialog";
import { ReleaseForm, type ReleaseFormProps } from "./release-form";

/** The button, and the dialog with a plan that is good as it stands. */
export function StartRelease(props: ReleaseFormProps) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button leftSection={<Rocket size={16} aria-hidden />} onClick={() => setOpened(true)}>
        Start a release
      </Button>
      <Dialog
        title={`Release ${props.flag} in ${props.environment}`}
        opened={opened}
        onClose={() => setOpened(false)}
        size="xl"
      >
        <ReleaseForm {...props} />
      </Dialog>
    </>
  );
}
