import { useRouter, useSearch } from "@tanstack/react-router";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import {
  type MouseEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { Flag } from "../../../api/flags";
import type { Environment } from "../../../api/projects";
import { useRowKeys } from "../../../components/use-row-keys";
import { flagsText } from "../../../text/en/flags";
import { count } from "../../../text/format";
import { editOf } from "../draft";
import { type ToggleInput, useToggle } from "../queries";
import { AskComment } from "./ask-comment";
import { AskEdit } from "./ask-edit";
import { FlagRow } from "./flag-row";
import css from "./flags.module.css";

const words = flagsText.flagTable;

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
    overscan: 6,
    scrollMargin: margin,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when their height changes
  useEffect(() => rows.measure(), [narrow]);
  const keys = useMemo(() => flags.map(({ key }) => key), [flags]);
  const reveal = useCallback((index: number) => rows.scrollToIndex(index), [rows]);
  const active = useRowKeys(keys, reveal);
  const toggling = useToggle(project);
  const { mutate } = toggling;
  const [asked, setAsked] = useState<ToggleInput>();
  const toggle = useCallback(
    (input: ToggleInput) => {
      const place = environments.find(({ key }) => key === input.environment);
      if (place?.approvals) setAsked(input);
      else mutate(input);
    },
    [environments, mutate],
  );
  const base =
    asked && flags.find(({ key }) => key === asked.flag)?.environments[asked.environment];
  const links = useFlagLinks(project);
  const visible = rows.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last > flags.length - 50) onMore();
  }, [hasMore, last, flags.length, onMore]);

  return (
    <div
      role="table"
      aria-label={words.flags}
      aria-rowcount={hasMore ? -1 : flags.length + 1}
      className={css.table}
      style={{ "--environments": environments.length } as React.CSSProperties}
    >
      <div role="row" className={css.headRow} aria-rowindex={1}>
        <span role="columnheader">
          {count(flags.length)}
          {hasMore ? "+" : ""} {words.flagsHead(flags.length)}
        </span>
        {environments.map(({ key, name }) => (
          <span role="columnheader" key={key}>
            {name || key}
          </span>
        ))}
      </div>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click */}
      {/* biome-ignore lint/a11y/useKeyWithMouseEvents: it only fetches what a click would */}
      <div
        role="rowgroup"
        ref={top}
        className={css.body}
        style={{ height: rows.getTotalSize() }}
        onClick={links.follow}
        onMouseOver={links.preload}
      >
        {visible.map((row) => {
          const flag = flags[row.index];
          return (
            flag && (
              <FlagRow
                key={flag.key}
                href={links.href(flag.key)}
                flag={flag}
                environments={environments}
                index={row.index}
                top={row.start - margin}
                active={flag.key === active}
                onToggle={toggle}
              />
            )
          );
        })}
      </div>
      <AskComment toggling={toggling} />
      {asked && base && (
        <AskEdit
          project={project}
          flag={asked.flag}
          environment={asked.environment}
          base={base}
          edit={{ ...editOf(base), enabled: asked.on }}
          onClose={() => setAsked(undefined)}
        />
      )}
    </div>
  );
}

/** Which flag's link was meant. */
const meant = (event: MouseEvent) =>
  (event.target as HTMLElement).closest<HTMLElement>("a[data-flag]")?.dataset.flag;

/** Plain links, followed without loading the page anew: a router's link in each row would cost frames. */
function useFlagLinks(project: string) {
  const router = useRouter();
  const { env } = useSearch({ from: "/inside/projects/$project" });
  return useMemo(() => {
    const to = (flag: string) => ({
      to: "/projects/$project/flags/$flag" as const,
      params: { project, flag },
    });
    const query = env ? `?env=${encodeURIComponent(env)}` : "";
    const base = `/projects/${encodeURIComponent(project)}/flags/`;
    return {
      href: (flag: string) => base + encodeURIComponent(flag) + query,
      follow: (event: MouseEvent) => {
        const flag = meant(event);
        const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
        if (flag === undefined || elsewhere || event.button !== 0) return;
        event.preventDefault();
        router.navigate(to(flag));
      },
      preload: (event: MouseEvent) => {
        const flag = meant(event);
        if (flag !== undefined) router.preloadRoute(to(flag));
      },
    };
  }, [project, env, router]);
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
