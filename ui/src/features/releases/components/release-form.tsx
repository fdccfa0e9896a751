import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { PlannedGuard, Stage } from "../../../api/releases";
import { Row, Stack } from "../../../components/layout";
import { ErrorNote, Loading } from "../../../components/states";
import type { Serve } from "../../../lib/targeting";
import { releasesText } from "../../../text/en/releases";
import { guardsOf, offers, planOf } from "../plan";
import { useApprovals, useMetrics, usePlans, useRegions, useStart, useTemplates } from "../queries";
import { GuardsForm } from "./guards-form";
import { KeepPlan } from "./keep-plan";
import css from "./plan.module.css";
import { PlanForm } from "./plan-form";

const words = releasesText.releaseForm;

export interface ReleaseFormProps {
  project: string;
  environment: string;
  flag: string;
  variants: string[];
  /** What the flag serves now. */
  current?: Serve;
  onStarted(release: string): void;
}

/** The variant most likely meant: one that is not served yet. */
function firstOther(variants: string[], current?: Serve): string {
  const served = current && "variant" in current ? current.variant : variants.at(-1);
  return variants.find((variant) => variant !== served) ?? "";
}

/** The plans come after the dialog is there, so the dialog cannot give it the focus; and what is above stays in sight. */
const foremost = (button: HTMLButtonElement | null) => button?.focus({ preventScroll: true });

/** How a flag is to be released: with what is proposed, it is one press more. */
export function ReleaseForm(props: ReleaseFormProps) {
  const { project, environment, flag, variants, current, onStarted } = props;
  const regions = useRegions(project).data?.regions ?? [];
  const metrics = useMetrics(project).data ?? [];
  const templates = useTemplates(project);
  const kept = usePlans(project);
  const approvals = useApprovals(project, environment);
  const [treatment, setTreatment] = useState(() => firstOther(variants, current));
  const [chosen, setChosen] = useState<string>();
  const [stages, setStages] = useState<Stage[]>();
  const [guards, setGuards] = useState<PlannedGuard[]>();
  const [receipts, setReceipts] = useState(true);
  const [startAt, setStartAt] = useState("");
  const start = useStart(project, ({ id }) => onStarted(id));
  const offered = templates.data && kept.data ? offers(templates.data, kept.data) : [];
  const offer = offered.find(({ id }) => id === chosen) ?? offered[0];
  if (!offer) {
    const error = templates.error ?? kept.error;
    return error ? <ErrorNote error={error} /> : <Loading what={words.thePlans} />;
  }
  const shown = stages ?? offer.plan.stages;
  const guarded = guards ?? guardsOf(offer, metrics);
  const plan = planOf(offer, shown, guarded, receipts);
  const send = (now: boolean) =>
    start.mutate({
      environment,
      flag,
      treatment,
      plan,
      start: now && startAt === "" && approvals === 0,
      startAt: now && startAt ? new Date(startAt).toISOString() : undefined,
    });
  const choose = (id: string) => {
    setChosen(id);
    setStages(undefined);
    setGuards(undefined);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send(true);
      }}
    >
      <Stack>
        <div className={css.two}>
          <NativeSelect
            label={words.moveUnitsTo}
            data={variants}
            value={treatment}
            onChange={(event) => setTreatment(event.target.value)}
          />
          <NativeSelect
            label={words.byThisPlan}
            data={offered.map(({ id, label }) => ({ value: id, label }))}
            value={offer.id}
            onChange={(event) => choose(event.target.value)}
          />
        </div>
        <p className={css.planText}>{offer.text}</p>
        <PlanForm regions={regions} stages={shown} onChange={setStages} />
        <GuardsForm guards={guarded} metrics={metrics} onChange={setGuards} />
        <div className={css.two}>
          <Checkbox
            label={words.waitForReceipts}
            checked={receipts}
            onChange={(event) => setReceipts(event.target.checked)}
          />
          <TextInput
            type="datetime-local"
            label={words.beginAt}
            value={startAt}
            onChange={(event) => setStartAt(event.target.value)}
          />
        </div>
        {approvals > 0 && <p>{words.waitsForApproval(environment, approvals)}</p>}
        <ErrorNote error={start.error} />
        <Row>
          <Button ref={foremost} type="submit" loading={start.isPending}>
            {startAt ? words.schedule : approvals > 0 ? words.askForApproval : words.start}
          </Button>
          <Button variant="default" disabled={start.isPending} onClick={() => send(false)}>
            {words.checkFirst}
          </Button>
          <KeepPlan project={project} plan={plan} />
        </Row>
      </Stack>
    </form>
  );
}
