import { useQuery } from "@tanstack/react-query";
import type { KeyboardEvent } from "react";
import { type Label, placeLabels } from "../lib/labels";
import { percent } from "../text/format";
import type { Region } from "./atlas";
import css from "./map.module.css";

const frame = { width: 900, height: 430 };
const HALO = 30;
/** How far beside a mark a finger still presses it. */
const REACH = 24;

/** How a region stands: its colour, the stronger the larger the share is where it is the accent. */
export interface Mark {
  region: string;
  tone: "plain" | "accent" | "good" | "bad";
  /** 0…1. */
  share: number;
  /** Whether the share is written beside the region. */
  told: boolean;
  /** Whether it moves now. */
  moving?: boolean;
}

/** What choosing a region does, where it does something. */
interface Choice {
  /** What is chosen, in words. */
  label(region: string): string;
  onChoose(region: string): void;
}

interface Props {
  regions: Region[];
  marks: Mark[];
  sentence: string;
  choice?: Choice;
}

/** What draws countries comes after the page, and is asked of this server like every other file. */
const useAtlas = () =>
  useQuery({
    queryKey: ["atlas"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => (await import("./atlas")).drawAtlas(frame),
  });

/** Regions on the world, each in the colour of how it stands. */
export function WorldMap({ regions, marks, sentence, choice }: Props) {
  const atlas = useAtlas().data;
  const markOf = new Map(marks.map((mark) => [mark.region, mark]));
  const regionOf = atlas?.regionsByShape(regions);
  return (
    <svg
      viewBox={`0 0 ${frame.width} ${frame.height}`}
      className={css.map}
      // What can be chosen in an image nobody would hear of.
      role={choice ? "group" : "img"}
      aria-label={sentence}
    >
      {atlas?.shapes.map(({ id, path }, i) => {
        const mark = markOf.get(regionOf?.get(id) ?? "");
        const share = { "--share": `${(mark?.share ?? 0) * 100}%` } as React.CSSProperties;
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the region's mark is there for the keyboard
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: some countries of the atlas have no number; none moves
            key={i}
            d={path}
            style={share}
            className={mark ? `${css.country} ${css[mark.tone]}` : css.land}
            data-choice={choice && mark ? "" : undefined}
            onClick={choice && mark && (() => choice.onChoose(mark.region))}
          />
        );
      })}
      {atlas && <Markers regions={regions} markOf={markOf} at={atlas.at} choice={choice} />}
    </svg>
  );
}

interface MarkersProps {
  regions: Region[];
  markOf: Map<string, Mark>;
  at(region: Region): [number, number] | null;
  choice?: Choice;
}

function Markers({ regions, markOf, at, choice }: MarkersProps) {
  const marked = regions.flatMap((region) => {
    const mark = markOf.get(region.key);
    const place = at(region);
    return mark && place ? [{ mark, x: place[0], y: place[1] }] : [];
  });
  const spots = marked.map(({ mark, x, y }) => ({
    x,
    y,
    text: mark.region,
    halo: mark.moving ? HALO : undefined,
  }));
  const shares = marked.map(({ mark }) => (mark.told ? ` ${percent(mark.share)}` : ""));
  const wide = placeLabels(
    spots.map((spot, i) => ({ ...spot, text: spot.text + shares[i] })),
    { ...frame, size: 19, radius: 7.5 },
  );
  // On a small screen letters are larger, and the shares are in the table only.
  const narrow = placeLabels(spots, { ...frame, size: 34, radius: 12 });
  return marked.map(({ mark, x, y }, i) => {
    const style = { ...variables("", wide[i]), ...variables("narrow-", narrow[i]) };
    return (
      <g
        key={mark.region}
        className={css[mark.tone]}
        transform={`translate(${x} ${y})`}
        {...(choice && pressable(choice, mark.region))}
      >
        {mark.moving && <circle r={HALO} className={css.halo} />}
        {choice && <circle r={REACH} fill="transparent" />}
        <circle r={7.5} className={css.dot} />
        <text className={css.mapLabel} style={style as React.CSSProperties}>
          {mark.region}
          {shares[i] && <tspan className={css.share}>{shares[i]}</tspan>}
        </text>
      </g>
    );
  });
}

/** A button, drawn. */
const pressable = ({ label, onChoose }: Choice, region: string) => ({
  role: "button",
  tabIndex: 0,
  "aria-label": label(region),
  "data-choice": "",
  onClick: () => onChoose(region),
  onKeyDown: (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    onChoose(region);
  },
});

/** Where a label is, for the style sheet, which knows how wide the screen is. */
const variables = (name: string, label?: Label) =>
  label && {
    [`--${name}x`]: `${label.x}px`,
    [`--${name}y`]: `${label.y}px`,
    [`--${name}anchor`]: label.anchor,
  };
