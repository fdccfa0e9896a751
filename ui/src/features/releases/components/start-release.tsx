import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { Rocket } from "lucide-react";
import { useState } from "react";
import { Dialog } from "../../../components/dialog";
import { Row, Stack } from "../../../components/layout";
import { ErrorNote } from "../../../components/states";
import type { Serve } from "../../../lib/targeting";
import { canary, planOf, type StageDraft } from "../plan";
import { useMetrics, useRegions, useStart } from "../queries";
import { PlanForm } from "./plan-form";
import css from "./release.module.css";

interface Props {
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

/** The button, and the dialog with a plan that is good as it stands. */
export function StartRelease(props: Props) {
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

function ReleaseForm({ project, environment, flag, variants, current, onStarted }: Props) {
  const regions = useRegions(project).data?.regions ?? [];
  const metrics = useMetrics(project).data ?? [];
  const [treatment, setTreatment] = useState(() => firstOther(variants, current));
  const [stages, setStages] = useState<StageDraft[]>();
  const [metric, setMetric] = useState<string>();
  const [margin, setMargin] = useState(50);
  const [receipts, setReceipts] = useState(true);
  const start = useStart(project, ({ id }) => onStarted(id));
  const guarded = metric ?? metrics[0]?.key ?? "error";
  const plan = stages ?? canary(regions);
  const send = () =>
    start.mutate({
      environment,
      flag,
      treatment,
      plan: planOf(
        plan,
        guarded ? [{ metric: guarded, margin: margin / 100 }] : [],
        receipts ? 99 : null,
      ),
      start: true,
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack>
        <NativeSelect
          label="Move units to"
          data={variants}
          value={treatment}
          onChange={(event) => setTreatment(event.target.value)}
        />
        <PlanForm regions={regions} stages={plan} onChange={setStages} />
        <div className={css.guardForm}>
          <TextInput
            label="Roll back when this metric worsens"
            value={guarded}
            onChange={(event) => setMetric(event.target.value)}
            list="metrics"
          />
          <datalist id="metrics">
            {metrics.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </datalist>
          <TextInput
            type="number"
            label="Tolerated, in % of control"
            value={margin}
            onChange={(event) => setMargin(Number(event.target.value))}
            min={1}
            max={1000}
          />
        </div>
        <Checkbox
          label="Wait until 99 % of the connected instances confirm each stage"
          checked={receipts}
          onChange={(event) => setReceipts(event.target.checked)}
        />
        <ErrorNote error={start.error} />
        <Row>
          <Button type="submit" loading={start.isPending} data-autofocus>
            Start
          </Button>
        </Row>
      </Stack>
    </form>
  );
}
