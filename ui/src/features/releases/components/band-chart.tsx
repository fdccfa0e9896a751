import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Guard } from "../../../api/releases";

import { signed, tick } from "../../../text/format";
import type { Figures } from "../figures";
import css from "./guard.module.css";

/** Something that was decided, at its time. */
export interface Mark {
  at: string;
  /** Took it back or ended it, not merely the next stage. */
  end: boolean;
}

interface Props {
  history: Guard["history"];
  limit: number | null | undefined;
  figures: Figures;
  marks: Mark[];
  label: string;
}

const HEIGHT = 172;

interface Line {
  color: string;
  width: number;
  dash?: number[];
}

function stroke(plot: uPlot, line: Line, from: [number, number], to: [number, number]) {
  const { ctx } = plot;
  ctx.save();
  ctx.strokeStyle = line.color;
  ctx.lineWidth = line.width * devicePixelRatio;
  ctx.setLineDash((line.dash ?? []).map((one) => one * devicePixelRatio));
  ctx.beginPath();
  ctx.moveTo(...from);
  ctx.lineTo(...to);
  ctx.stroke();
  ctx.restore();
}

function level(plot: uPlot, y: number, line: Line) {
  const { bbox } = plot;
  const at = Math.round(plot.valToPos(y, "y", true));
  if (at < bbox.top || at > bbox.top + bbox.height) return;
  stroke(plot, line, [bbox.left, at], [bbox.left + bbox.width, at]);
}

/** Where a decision fell: an upright line. */
function upright(plot: uPlot, x: number, line: Line) {
  const { bbox } = plot;
  const at = Math.round(plot.valToPos(x, "x", true));
  if (at < bbox.left || at > bbox.left + bbox.width) return;
  stroke(plot, line, [at, bbox.top], [at, bbox.top + bbox.height]);
}

function options(width: number, color: (token: string) => string, draw: (plot: uPlot) => void) {
  const axis: uPlot.Axis = {
    stroke: color("ink-3"),
    font: "11px Inter, sans-serif",
    grid: { stroke: color("line"), width: 1 },
    ticks: { show: false },
  };
  const edge = { stroke: "transparent", width: 0, points: { show: false } };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, points: { size: 7 } },
    padding: [8, 18, 0, 0],
    axes: [
      { ...axis, space: 70, size: 26, values: times },
      { ...axis, size: 44, values: (_: uPlot, ticks: number[]) => ticks.map(signed) },
    ],
    series: [{}, edge, edge, { stroke: color("accent"), width: 2, points: { show: false } }],
    bands: [{ series: [2, 1], fill: color("accent-soft") }],
    hooks: { draw: [draw] },
  } as uPlot.Options;
}

/** The times of the ticks, to the second where several fall into one minute. */
const times = (_: uPlot, ticks: number[], _axis: number, _space: number, apart: number) =>
  ticks.map((at) => tick(at, apart));

type Shown = Pick<Props, "history" | "limit" | "figures">;

/** What must be in sight: the band, zero and the limit. */
function reach({ history, limit, figures: { scale } }: Shown): [number, number] {
  // The first points are wild by nature; the later ones say what is worth seeing.
  const settled = history.slice(-Math.max(6, Math.ceil(history.length * 0.6)));
  const bounds = settled.flatMap(({ low, estimate, high }) => [low, estimate, high]);
  const all = [0, limit ?? 0, ...bounds.filter((bound) => bound !== null)];
  const low = Math.min(...all) * scale;
  const high = Math.max(...all) * scale;
  const air = Math.max(scale / 1000, (high - low) * 0.08);
  return [low - air, high + air];
}

/** Treatment − control over time with its confidence band, and the limit it must stay below. */
export function BandChart({ history, limit, figures, marks, label }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const scheme = useComputedColorScheme("light");
  const shown = useRef({ history, limit, figures, marks });
  shown.current = { history, limit, figures, marks };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read anew when the scheme changes
  useEffect(() => {
    const target = box.current;
    if (!target) return;
    const style = getComputedStyle(document.documentElement);
    const color = (token: string) => style.getPropertyValue(`--fl-${token}`).trim();
    const draw = (drawn: uPlot) => {
      const now = shown.current;
      level(drawn, 0, { color: color("line-strong"), width: 1.5 });
      if (now.limit != null) {
        const line = { color: color("bad-fill"), width: 1.5, dash: [5, 4] };
        level(drawn, now.limit * now.figures.scale, line);
      }
      for (const { at, end } of now.marks) {
        const line = end
          ? { color: color("ink"), width: 2 }
          : { color: color("line-strong"), width: 1, dash: [2, 3] };
        upright(drawn, Date.parse(at) / 1000, line);
      }
    };
    const made = new uPlot(options(target.clientWidth, color, draw), [[], [], [], []], target);
    plot.current = made;
    feed(made, shown.current);
    const sizes = new ResizeObserver(() =>
      made.setSize({ width: target.clientWidth, height: HEIGHT }),
    );
    sizes.observe(target);
    return () => {
      sizes.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [scheme]);

  useEffect(() => {
    if (plot.current) feed(plot.current, { history, limit, figures });
  }, [history, limit, figures]);

  return <div ref={box} className={css.chart} role="img" aria-label={label} />;
}

function feed(plot: uPlot, shown: Shown) {
  const { history, figures } = shown;
  const { scale, most } = figures;
  // Unbounded is drawn as beyond what is in sight: no difference of rates is more than all.
  const drawn = (value: number | null, beyond: number | null) => {
    const known = value ?? beyond;
    return known === null ? null : known * scale;
  };
  plot.setData(
    [
      history.map(({ at }) => Date.parse(at) / 1000),
      history.map(({ low }) => drawn(low, most === null ? null : -most)),
      history.map(({ high }) => drawn(high, most)),
      history.map(({ estimate }) => drawn(estimate, null)),
    ],
    true,
  );
  const [min, max] = reach(shown);
  plot.setScale("y", { min, max });
}
