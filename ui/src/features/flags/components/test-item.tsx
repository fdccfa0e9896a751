import { Button } from "@mantine/core";
import type { FlagTest, TestOutcome } from "../../../api/flag-tests";
import { Chip, Variant } from "../../../components/chip";
import { Row } from "../../../components/layout";
import { flagsText } from "../../../text/en/flags";
import { listing } from "../../../text/format";
import css from "./history.module.css";

const words = flagsText.testItem;

interface Props {
  test: FlagTest;
  outcome: TestOutcome | undefined;
  onEdit(): void;
  onRemove(): void;
}

/** For whom the flag has to answer what, and whether it does. */
export function TestItem({ test, outcome, onEdit, onRemove }: Props) {
  return (
    <li>
      <div className={css.version}>
        <p>
          <strong>{test.name}</strong>{" "}
          {outcome && (
            <Chip tone={outcome.holds ? "good" : "bad"}>
              {outcome.holds ? words.holds : words.doesNotHold}
            </Chip>
          )}
        </p>
        <p>{words.shouldGet(whoText(test.context), <Expected expect={test.expect} />)}</p>
        {outcome?.sentence && <p className={css.differences}>{outcome.sentence}</p>}
      </div>
      <Row>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={words.changeOne(test.name)}
          onClick={onEdit}
        >
          {words.change}
        </Button>
        <Button
          size="compact-sm"
          variant="light"
          color="red"
          aria-label={words.removeOne(test.name)}
          onClick={onRemove}
        >
          {words.remove}
        </Button>
      </Row>
    </li>
  );
}

/** "ana in eu with plan "free"". */
function whoText({ targetingKey, region, ...rest }: FlagTest["context"]): string {
  const attributes = Object.entries(rest).map(([name, is]) => `${name} ${JSON.stringify(is)}`);
  if (targetingKey === undefined && region === undefined && attributes.length === 0)
    return words.nobodyInParticular;
  const who = targetingKey === undefined ? words.somebody : String(targetingKey);
  const where = region === undefined ? "" : words.inRegion(String(region));
  return who + where + (attributes.length > 0 ? words.withAttributes(listing(attributes)) : "");
}

function Expected({ expect: { variant, value } }: Pick<FlagTest, "expect">) {
  const code = <code>{JSON.stringify(value)}</code>;
  if (variant === undefined) return words.theValue(code);
  if (value === undefined) return <Variant name={variant} />;
  return words.both(<Variant name={variant} />, code);
}
