import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Act, Release } from "../../../api/releases";
import { Dialog } from "../../../components/dialog";
import { Row, Stack } from "../../../components/layout";
import { releasesText } from "../../../text/en/releases";
import { percent } from "../../../text/format";
import { consequence, treated } from "../levers";

const words = releasesText.actDialog;

interface Props {
  /** What is about to be done; nothing while nobody asked. */
  act: Act | undefined;
  release: Release;
  /** What was written before the lever was pulled. */
  reason: string;
  onAct(act: Act, reason: string, region: string): void;
  onClose(): void;
}

const titles: Partial<Record<Act, string>> = words.titles;

/** Says what will happen, asks why, and for a rollback where. */
export function ActDialog({ act, release, reason, onAct, onClose }: Props) {
  const [comment, setComment] = useState(reason);
  const [region, setRegion] = useState("");
  const title = (act && titles[act]) ?? "";
  const there = treated(release);
  return (
    <Dialog
      title={`${title} ${release.flag}?`}
      opened={act !== undefined}
      onClose={onClose}
      size="md"
    >
      {act && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            onAct(act, comment, region);
          }}
        >
          <Stack>
            {act === "rollback" && there.length > 1 && (
              <NativeSelect
                label={words.where}
                value={region}
                onChange={(event) => setRegion(event.target.value)}
                data={[
                  { value: "", label: words.everywhere },
                  ...there.map((one) => ({
                    value: one.region,
                    label: words.onlyIn(one.region, percent(one.percent / 100)),
                  })),
                ]}
              />
            )}
            <p>{consequence(act, release, region)}</p>
            <TextInput
              label={words.whyOptional}
              maxLength={1000}
              value={comment}
              onChange={(event) => setComment(event.target.value)}
            />
            <Row>
              <Button type="submit" color={act === "rollback" ? "red" : undefined} data-autofocus>
                {words.doNow(title)}
              </Button>
              <Button variant="default" onClick={onClose}>
                {words.cancel}
              </Button>
            </Row>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
