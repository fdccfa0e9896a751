import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Guard } from "../../../api/releases";
import css from "./release.module.css";

interface Props {
  history: Guard["history"];
  limit: number | null | undefined;
  /** When the release ended, where that is in sight. */
  endedAt?: string | null;
  label: string;
}

const HEIGHT = 172;

function line(plot: uPlot, y: number, color: string, dash: number[]) {
  const { ctx, bbox } = plot;
  const at = Math.round(plot.valToPos(y, "y", true));
  if (at < bbox.top || at > bbox.top + bbox.height) return;
  ctx.save();
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.setLineDash(dash.map((one) => one * devicePixelRatio));
  ctx.beginPath();
  ctx.moveTo(bbox.left, at);
  ctx.lineTo(bbox.left + bbox.width, at);
  ctx.stroke();
  ctx.restore();
}

/** Where the decision fell: an upright line. */
function mark(plot: uPlot, at: number, color: string) {
  const { ctx, bbox } = plot;
  const x = Math.round(plot.valToPos(at, "x", true));
  if (x < bbox.left || x > bbox.left + bbox.width) return;
  ctx.save();
  ctx.strokeStyle = color;
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
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
      { ...axis, space: 70, size: 26, values: (_: uPlot, ticks: number[]) => ticks.map(time) },
      { ...axis, size: 44, values: (_: uPlot, ticks: number[]) => ticks.map(signed) },
    ],
    series: [{}, edge, edge, { stroke: color("accent"), width: 2, points: { show: false } }],
    bands: [{ series: [2, 1], fill: color("accent-soft") }],
    hooks: { draw: [draw] },
  } as uPlot.Options;
}

const time = (at: number) => new Date(at * 1000).toLocaleTimeString("en-GB").slice(0, 5);
const signed = (value: number) =>
  `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(Number(value.toPrecision(2)))}`;

/** Percentage points that must be in sight: the band, zero and the limit. */
function reach(history: Guard["history"], limit: number | null | undefined): [number, number] {
  // The first points are wild by nature; the later ones say what is worth seeing.
  const settled = history.slice(-Math.max(6, Math.ceil(history.length * 0.6)));
  const bounds = settled.flatMap(({ low, estimate, high }) => [low, estimate, high]);
  const all = [0, limit ?? 0, ...bounds.filter((bound) => bound !== null)];
  const low = Math.min(...all) * 100;
  const high = Math.max(...all) * 100;
  const air = Math.max(0.1, (high - low) * 0.08);
  return [low - air, high + air];
}

/** Treatment − control over time with its confidence band, and the limit it must stay below. */
export function BandChart({ history, limit, endedAt, label }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const scheme = useComputedColorScheme("light");
  const shown = useRef({ history, limit, endedAt });
  shown.current = { history, limit, endedAt };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read anew when the scheme changes
  useEffect(() => {
    const target = box.current;
    if (!target) return;
    const style = getComputedStyle(document.documentElement);
    const color = (token: string) => style.getPropertyValue(`--fl-${token}`).trim();
    const draw = (drawn: uPlot) => {
      line(drawn, 0, color("line-strong"), []);
      const now = shown.current;
      if (now.limit != null) line(drawn, now.limit * 100, color("bad-fill"), [5, 4]);
      if (now.endedAt) mark(drawn, Date.parse(now.endedAt) / 1000, color("ink"));
    };
    const made = new uPlot(options(target.clientWidth, color, draw), [[], [], [], []], target);
    plot.current = made;
    feed(made, shown.current.history, shown.current.limit);
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
    if (plot.current) feed(plot.current, history, limit);
  }, [history, limit]);

  return <div ref={box} className={css.chart} role="img" aria-label={label} />;
}

function feed(plot: uPlot, history: Guard["history"], limit: number | null | undefined) {
  // Unbounded is drawn as beyond what is in sight: no difference of rates is more than all.
  plot.setData(
    [
      history.map(({ at }) => Date.parse(at) / 1000),
      history.map(({ low }) => (low ?? -1) * 100),
      history.map(({ high }) => (high ?? 1) * 100),
      history.map(({ estimate }) => (estimate === null ? null : estimate * 100)),
    ],
    true,
  );
  const [min, max] = reach(history, limit);
  plot.setScale("y", { min, max });
}
