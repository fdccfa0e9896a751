import { Link } from "@tanstack/react-router";
import { memo } from "react";
import type { Flag, Targeting } from "../../../api/flags";
import type { Environment } from "../../../api/projects";
import { Toggle } from "../../../components/toggle";
import { share } from "../../../lib/format";
import { weights } from "../../../lib/split";
import type { ToggleInput } from "../queries";
import css from "./flags.module.css";

interface Props {
  project: string;
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
  if (targeting.release) return "in release";
  const { default: serve, rules } = targeting;
  const more = rules.length > 0 ? ` +${rules.length}` : "";
  if ("variant" in serve) return serve.variant + more;
  const [regional] = serve.split.regions ?? [];
  const [first] = weights(regional?.ranges ?? serve.split.ranges);
  if (!first) return more;
  const where = regional ? ` in ${regional.in.join(", ")}` : "";
  return `${first.variant} ${share(first.buckets)}${where}${more}`;
}

// Native elements only: components of a library here cost frames while scrolling.
export const FlagRow = memo(function FlagRow(props: Props) {
  const { project, flag, environments, index, top, active, onToggle } = props;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-active={active}
      className={css.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span role="cell" className={css.flagCell}>
        <Link
          to="/projects/$project/flags/$flag"
          params={{ project, flag: flag.key }}
          className={css.key}
        >
          {flag.key}
        </Link>
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
                  label={`${flag.key} in ${key}`}
                  onChange={(on) =>
                    onToggle({ flag: flag.key, environment: key, on, version: targeting.version })
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
