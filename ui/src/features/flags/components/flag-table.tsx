import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Flag } from "../../../api/flags";
import type { Environment } from "../../../api/projects";
import { useRowKeys } from "../../../components/use-row-keys";
import { count } from "../../../lib/format";
import { useToggle } from "../queries";
import { AskComment } from "./ask-comment";
import { FlagRow } from "./flag-row";
import css from "./flags.module.css";

interface Props {
  project: string;
  environments: Environment[];
  flags: Flag[];
  hasMore: boolean;
  onMore(): void;
}

const ROW_PX = 42;
const NARROW_ROW_PX = 74;

/** Only the rows in sight are in the document, however many flags there are. */
export function FlagTable({ project, environments, flags, hasMore, onMore }: Props) {
  const top = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => setMargin(top.current?.offsetTop ?? 0), []);
  const narrow = useNarrow();
  const rows = useWindowVirtualizer({
    count: flags.length,
    estimateSize: () => (narrow ? NARROW_ROW_PX : ROW_PX),
    overscan: 12,
    scrollMargin: margin,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when their height changes
  useEffect(() => rows.measure(), [narrow]);
  const active = useRowKeys(flags.length, (index) => rows.scrollToIndex(index));
  const toggling = useToggle(project);
  const { mutate: toggle } = toggling;
  const visible = rows.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last > flags.length - 50) onMore();
  }, [hasMore, last, flags.length, onMore]);

  return (
    <div
      role="table"
      aria-label="Flags"
      aria-rowcount={hasMore ? -1 : flags.length + 1}
      className={css.table}
      style={{ "--environments": environments.length } as React.CSSProperties}
    >
      <div role="row" className={css.headRow} aria-rowindex={1}>
        <span role="columnheader">
          {count(flags.length)}
          {hasMore ? "+" : ""} {flags.length === 1 ? "flag" : "flags"}
        </span>
        {environments.map(({ key, name }) => (
          <span role="columnheader" key={key}>
            {name || key}
          </span>
        ))}
      </div>
      <div role="rowgroup" ref={top} className={css.body} style={{ height: rows.getTotalSize() }}>
        {visible.map((row) => {
          const flag = flags[row.index];
          return (
            flag && (
              <FlagRow
                key={flag.key}
                project={project}
                flag={flag}
                environments={environments}
                index={row.index}
                top={row.start - margin}
                active={row.index === active}
                onToggle={toggle}
              />
            )
          );
        })}
      </div>
      <AskComment toggling={toggling} />
    </div>
  );
}

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia("(max-width: 767px)").matches);
  useEffect(() => {
    const media = matchMedia("(max-width: 767px)");
    const onChange = () => setNarrow(media.matches);
    media.addEventListener("change", onChange);
    return () => media.removeEventListener("change", onChange);
  }, []);
  return narrow;
}
