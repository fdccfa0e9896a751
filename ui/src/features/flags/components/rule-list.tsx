import { ActionIcon, Button } from "@mantine/core";
import { ArrowDown, ArrowUp, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Regions } from "../../../api/regions";
import { Sentence } from "../../../components/chip";
import type { Rule } from "../../../lib/targeting";
import { flagsText } from "../../../text/en/flags";
import { conditionPieces, serveText } from "../../../text/sentences";
import css from "./editor.module.css";
import { RuleDialog } from "./rule-dialog";

const words = flagsText.ruleList;

interface Props {
  variants: string[];
  places: Regions;
  value: Rule[];
  onChange(value: Rule[]): void;
}

const fresh = (variant: string): Rule => ({
  id: `r${crypto.randomUUID().slice(0, 8)}`,
  when: { all: [{ attribute: "", op: "in", values: [] }] },
  serve: { variant },
});

/** The rules in their order; the order decides. */
export function RuleList({ variants, places, value, onChange }: Props) {
  const [edited, setEdited] = useState<Rule>();
  const move = (rule: Rule, by: number) => {
    const to = value.indexOf(rule) + by;
    const rest = value.filter((other) => other !== rule);
    onChange([...rest.slice(0, to), rule, ...rest.slice(to)]);
  };
  const put = (rule: Rule) => {
    const known = value.some(({ id }) => id === rule.id);
    onChange(known ? value.map((old) => (old.id === rule.id ? rule : old)) : [...value, rule]);
    setEdited(undefined);
  };
  return (
    <>
      <ol className={css.rules}>
        {value.map((rule, i) => (
          <li key={rule.id} className={css.rule}>
            <div>
              {rule.note && <p className={css.note}>{rule.note}</p>}
              <p>
                {words.ifWord}
                <Sentence pieces={conditionPieces(rule.when)} /> →{" "}
                <strong>{serveText(rule.serve)}</strong>
              </p>
            </div>
            <span className={css.ruleTools}>
              <ActionIcon
                variant="subtle"
                aria-label={words.moveRuleUp(i + 1)}
                disabled={i === 0}
                onClick={() => move(rule, -1)}
              >
                <ArrowUp size={15} aria-hidden />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                aria-label={words.moveRuleDown(i + 1)}
                disabled={i === value.length - 1}
                onClick={() => move(rule, 1)}
              >
                <ArrowDown size={15} aria-hidden />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                aria-label={words.editRule(i + 1)}
                onClick={() => setEdited(rule)}
              >
                <Pencil size={15} aria-hidden />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="red"
                aria-label={words.removeRule(i + 1)}
                onClick={() => onChange(value.filter((other) => other !== rule))}
              >
                <Trash2 size={15} aria-hidden />
              </ActionIcon>
            </span>
          </li>
        ))}
      </ol>
      <div>
        <Button
          size="xs"
          variant="default"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => setEdited(fresh(variants[0] ?? ""))}
        >
          {words.addARule}
        </Button>
      </div>
      {edited && (
        <RuleDialog
          rule={edited}
          variants={variants}
          places={places}
          onClose={() => setEdited(undefined)}
          onDone={put}
        />
      )}
    </>
  );
}
