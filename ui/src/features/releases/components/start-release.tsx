import { Button } from "@mantine/core";
import { Rocket } from "lucide-react";
import { useState } from "react";
import { Dialog } from "../../../components/dialog";
import { releasesText } from "../../../text/en/releases";
import { ReleaseForm, type ReleaseFormProps } from "./release-form";

const words = releasesText.startRelease;

/** The button, and the dialog with a plan that is good as it stands. */
export function StartRelease(props: ReleaseFormProps) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button leftSection={<Rocket size={16} aria-hidden />} onClick={() => setOpened(true)}>
        {words.startARelease}
      </Button>
      <Dialog
        title={words.releaseIn(props.flag, props.environment)}
        opened={opened}
        onClose={() => setOpened(false)}
        size="xl"
      >
        <ReleaseForm {...props} />
      </Dialog>
    </>
  );
}
