import { Button, CloseButton, TextInput } from "@mantine/core";
import type { Metric, PlannedGuard } from "../../../api/releases";
import { Stack } from "../../../components/layout";
import { releasesText } from "../../../text/en/releases";
import css from "./plan.module.css";

const words = releasesText.guardsForm;

interface Props {
  guards: PlannedGuard[];
  metrics: Metric[];
  onChange(guards: PlannedGuard[]): void;
}

/** What must not get worse, and by how much it may. */
export function GuardsForm({ guards, metrics, onChange }: Props) {
  const put = (at: number, part: Partial<PlannedGuard>) =>
    onChange(guards.map((guard, i) => (i === at ? { ...guard, ...part } : guard)));
  const unused = metrics.find(({ key }) => !guards.some(({ metric }) => metric === key));
  const more = { metric: unused?.key ?? "", margin: 0.5 };
  return (
    <Stack>
      {guards.map((guard, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a guard that is being written has no other identity
        <div key={i} className={css.guardForm}>
          <TextInput
            label={words.metric}
            value={guard.metric}
            onChange={(event) => put(i, { metric: event.target.value })}
            list="metrics"
          />
          <TextInput
            type="number"
            label={words.tolerated}
            value={Math.round(guard.margin * 100)}
            onChange={(event) => put(i, { margin: Number(event.target.value) / 100 })}
            min={1}
            max={1000}
          />
          <CloseButton
            aria-label={words.removeGuard(i + 1)}
            onClick={() => onChange(guards.filter((other) => other !== guard))}
          />
        </div>
      ))}
      <datalist id="metrics">
        {metrics.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </datalist>
      <div>
        <Button size="compact-xs" variant="subtle" onClick={() => onChange([...guards, more])}>
          {words.addAGuard}
        </Button>
      </div>
    </Stack>
  );
}
