import { Button, TextInput } from "@mantine/core";
import { Check, FastForward, Pause, Play, Undo2 } from "lucide-react";
import { useState } from "react";
import type { Act, Release } from "../../../api/releases";
import { Dialog } from "../../../components/dialog";
import { Row, Stack } from "../../../components/layout";
import { listing, percent } from "../../../lib/format";
import { useAct } from "../queries";
import { isOver } from "../state";

type Asked = "promote" | "rollback";

/** What will happen, before it does. */
function consequence(act: Asked, release: Release): string {
  if (act === "rollback") {
    const treated = release.regions.filter(({ status }) => status === "treated");
    const where = treated.map(
      ({ region, percent: share }) => `${region} (${percent(share / 100)})`,
    );
    const who = where.length ? `All units in ${listing(where)}` : "All units";
    return `${who} get “${release.control}” again. Nothing else of the flag changes.`;
  }
  const next = release.plan.stages[release.stage + 1];
  if (!next) return `The release completes: “${release.treatment}” is served as the plan says.`;
  const where = next.regions === "all" ? "everywhere" : `in ${listing(next.regions)}`;
  return `Goes on to “${next.name}” now: ${percent(next.percent / 100)} ${where} get “${release.treatment}”, though the guards have not decided.`;
}

const titles = { promote: "Promote", rollback: "Roll back" };

/** The three levers, and what is left to do once it is over. */
export function Actions({ project, release }: { project: string; release: Release }) {
  const [asked, setAsked] = useState<Asked>();
  const [comment, setComment] = useState("");
  const { mutate, isPending } = useAct(project, release.id);
  const act = (what: Act, why?: string) => mutate({ act: what, comment: why || undefined });
  const close = () => setAsked(undefined);
  if (isOver(release)) {
    return release.state === "ROLLED_BACK" && !release.acknowledgedAt ? (
      <Button
        variant="default"
        loading={isPending}
        leftSection={<Check size={16} aria-hidden />}
        onClick={() => act("acknowledge")}
      >
        Acknowledge
      </Button>
    ) : null;
  }
  if (release.state === "DRAFT" || release.state === "SCHEDULED") {
    return (
      <Button
        variant="default"
        loading={isPending}
        leftSection={<Play size={16} aria-hidden />}
        onClick={() => act("start")}
      >
        Start
      </Button>
    );
  }
  const paused = release.state === "PAUSED";
  return (
    <>
      {release.step === "AWAITING_APPROVAL" && (
        <Button
          loading={isPending}
          leftSection={<Check size={16} aria-hidden />}
          onClick={() => act("approve")}
        >
          Approve
        </Button>
      )}
      <Button
        variant="default"
        disabled={isPending}
        leftSection={paused ? <Play size={16} aria-hidden /> : <Pause size={16} aria-hidden />}
        onClick={() => act(paused ? "resume" : "pause")}
      >
        {paused ? "Resume" : "Pause"}
      </Button>
      <Button
        variant="default"
        leftSection={<FastForward size={16} aria-hidden />}
        onClick={() => setAsked("promote")}
      >
        Promote
      </Button>
      <Button
        color="red"
        leftSection={<Undo2 size={16} aria-hidden />}
        onClick={() => setAsked("rollback")}
      >
        Roll back
      </Button>
      <Dialog
        title={asked ? `${titles[asked]} ${release.flag}?` : ""}
        opened={asked !== undefined}
        onClose={close}
        size="md"
      >
        {asked && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              act(asked, comment);
              close();
            }}
          >
            <Stack>
              <p>{consequence(asked, release)}</p>
              <TextInput
                label="Why (for the audit log; may be left out)"
                value={comment}
                onChange={(event) => setComment(event.target.value)}
              />
              <Row>
                <Button
                  type="submit"
                  color={asked === "rollback" ? "red" : undefined}
                  data-autofocus
                >
                  {titles[asked]} now
                </Button>
                <Button variant="default" onClick={close}>
                  Cancel
                </Button>
              </Row>
            </Stack>
          </form>
        )}
      </Dialog>
    </>
  );
}
