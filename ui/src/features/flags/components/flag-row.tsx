import { memo } from "react";
import type { Flag, Targeting } from "../../../api/flags";
import type { Environment } from "../../../api/projects";
import { Toggle } from "../../../components/toggle";
import { weights } from "../../../lib/split";
import { flagsText } from "../../../text/en/flags";
import { share } from "../../../text/format";
import type { ToggleInput } from "../queries";
import css from "./flags.module.css";

const words = flagsText.flagRow;

interface Props {
  /** Where the flag is; the table goes there. */
  href: string;
  flag: Flag;
  environments: Environment[];
  index: number;
  top: number;
  active: boolean;
  onToggle(input: ToggleInput): void;
}

/** What an environment serves, in as few words as a row has room for. */
function serving(targeting: Targeting): string {
  if (!targeting.enabled) return targeting.offVariant;
  if (targeting.release) return words.inRelease;
  const { default: serve, rules } = targeting;
  const more = rules.length > 0 ? ` +${rules.length}` : "";
  if ("variant" in serve) return serve.variant + more;
  const [regional] = serve.split.regions ?? [];
  const [first] = weights(regional?.ranges ?? serve.split.ranges);
  if (!first) return more;
  const where = regional ? words.inRegions(regional.in.join(", ")) : "";
  return `${first.variant} ${share(first.buckets)}${where}${more}`;
}

// Native elements only: components of a library here cost frames while scrolling.
export const FlagRow = memo(function FlagRow(props: Props) {
  const { href, flag, environments, index, top, active, onToggle } = props;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-active={active}
      className={css.row}
      style={{ top }}
    >
      <span role="cell" className={css.flagCell}>
        <a href={href} data-flag={flag.key} className={css.key}>
          {flag.key}
        </a>
        {flag.name && flag.name !== flag.key && <span className={css.flagName}>{flag.name}</span>}
        {flag.tags?.map((tag) => (
          <span key={tag} className={css.tag}>
            {tag}
          </span>
        ))}
      </span>
      {environments.map(({ key }) => {
        const targeting = flag.environments[key];
        return (
          <span role="cell" key={key} className={css.environmentCell} data-name={key}>
            {targeting && (
              <>
                <Toggle
                  on={targeting.enabled}
                  label={words.flagIn(flag.key, key)}
                  onChange={(on) =>
                    onToggle({
                      flag: flag.key,
                      environment: key,
                      on,
                      version: targeting.version,
                      revision: targeting.revision,
                    })
                  }
                />
                <span className={targeting.release ? css.inRelease : css.serving}>
                  {serving(targeting)}
                </span>
              </>
            )}
          </span>
        );
      })}
    </div>
  );
});
