import { Button } from "@mantine/core";
import { Check, FastForward, Pause, Play, Printer, Trash2, Undo2 } from "lucide-react";
import { useState } from "react";
import type { Act, Release } from "../../../api/releases";
import { releasesText } from "../../../text/en/releases";
import { levers } from "../levers";
import { useAct, useApprovals } from "../queries";
import { ActDialog } from "./act-dialog";
import css from "./release.module.css";

const words = releasesText.actions;

interface Look {
  name: string;
  icon: typeof Check;
  color?: string;
  /** Said before it happens, and asked for a reason. */
  asks?: boolean;
}

export const looks: Record<Act, Look> = {
  start: { name: words.start, icon: Play },
  approve: { name: words.approve, icon: Check },
  pause: { name: words.pause, icon: Pause },
  resume: { name: words.resume, icon: Play },
  promote: { name: words.promote, icon: FastForward, asks: true },
  rollback: { name: words.rollBack, icon: Undo2, color: "red", asks: true },
  abort: { name: words.discard, icon: Trash2, asks: true },
  acknowledge: { name: words.acknowledge, icon: Check },
};

const foremost: Act[] = ["start", "approve", "rollback"];

/** Opens what is folded, prints, and folds it again: on paper nothing can be unfolded. */
function printReport() {
  const folded = [...document.querySelectorAll<HTMLDetailsElement>("main details:not([open])")];
  for (const one of folded) one.open = true;
  window.print();
  for (const one of folded) one.open = false;
}

/** The levers, the reason that goes along with any of them, and the report for afterwards. */
export function Actions({ project, release }: { project: string; release: Release }) {
  const [asked, setAsked] = useState<Act>();
  const [reason, setReason] = useState("");
  const { mutate, isPending } = useAct(project, release.id);
  const possible = levers(release, useApprovals(project, release.environment));
  const act = (what: Act, comment: string, region = "") => {
    mutate({ act: what, said: { comment: comment || undefined, region: region || undefined } });
    setReason("");
    setAsked(undefined);
  };
  return (
    <>
      {possible.length > 0 && (
        <input
          className={css.reason}
          aria-label={words.reason}
          placeholder={words.reason}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      {possible.map((one) => {
        const { name, icon: Icon, color, asks } = looks[one];
        return (
          <Button
            key={one}
            variant={foremost.includes(one) ? undefined : "default"}
            color={color}
            disabled={isPending}
            leftSection={<Icon size={16} aria-hidden />}
            onClick={() => (asks ? setAsked(one) : act(one, reason))}
          >
            {name}
          </Button>
        );
      })}
      <Button
        variant="default"
        leftSection={<Printer size={16} aria-hidden />}
        onClick={printReport}
      >
        {words.report}
      </Button>
      <ActDialog
        key={asked}
        act={asked}
        release={release}
        reason={reason}
        onAct={act}
        onClose={() => setAsked(undefined)}
      />
    </>
  );
}
