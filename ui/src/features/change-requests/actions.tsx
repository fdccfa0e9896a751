import { Button } from "@mantine/core";
import { Check, Play, RefreshCw, Trash2, X } from "lucide-react";
import { useState } from "react";
import type { ChangeRequest } from "../../api/change-requests";
import { Override } from "../../components/ask-approval";
import { Row, Stack } from "../../components/layout";
import { changeRequestsText } from "../../text/en/change-requests";
import css from "./change-requests.module.css";
import { type Step, useMe, useStep } from "./queries";
import { isPending, type Lever, leversOf } from "./standing";

const words = changeRequestsText.actions;

interface Props {
  project: string;
  environment: string;
  request: ChangeRequest;
}

const looks: Record<Lever, { name: string; icon: typeof Check }> = {
  approve: { name: words.approve, icon: Check },
  apply: { name: words.apply, icon: Play },
  reject: { name: words.reject, icon: X },
  rebase: { name: words.computeAnew, icon: RefreshCw },
  withdraw: { name: words.withdraw, icon: Trash2 },
};

/** What can be done with it, with a comment that goes along. */
export function Actions({ project, environment, request }: Props) {
  const [comment, setComment] = useState("");
  const step = useStep(project, environment, request.id);
  const levers = leversOf(request, useMe());
  if (levers.length === 0) return null;
  const said = comment || undefined;
  const steps: Record<Lever, Step> = {
    approve: { kind: "approve", digest: request.digest, comment: said },
    apply: { kind: "apply", comment: said },
    reject: { kind: "reject", comment: said },
    rebase: { kind: "rebase" },
    withdraw: { kind: "withdraw", comment: said },
  };
  return (
    <Stack>
      <Row>
        <input
          className={css.comment}
          aria-label={words.comment}
          placeholder={words.comment}
          maxLength={2000}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
        {levers.map((lever, i) => {
          const { name, icon: Icon } = looks[lever];
          return (
            <Button
              key={lever}
              variant={i === 0 && lever !== "rebase" ? undefined : "default"}
              disabled={step.isPending}
              leftSection={<Icon size={16} aria-hidden />}
              onClick={() => step.mutate(steps[lever], { onSuccess: () => setComment("") })}
            >
              {name}
            </Button>
          );
        })}
      </Row>
      {isPending(request) && request.state !== "APPROVED" && (
        <details>
          <summary>{words.itCannotWait}</summary>
          <Override
            approvals={request.approvalsNeeded}
            override={{
              ...step,
              // What went wrong is said where all steps say it.
              error: undefined,
              mutate: (why) => step.mutate({ kind: "apply", comment: why, overrideApproval: true }),
            }}
          />
        </details>
      )}
    </Stack>
  );
}
