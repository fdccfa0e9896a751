import { formatText as words } from "./en/format";

const NBSP = "\u00a0";
const oneDecimal = new Intl.NumberFormat(words.numbers, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const whole = new Intl.NumberFormat(words.numbers);

/** 5000 of 100,000 buckets → "5 %". */
export function share(buckets: number): string {
  return percent(buckets / 100_000);
}

const upTo = (maximumFractionDigits: number) =>
  new Intl.NumberFormat(words.numbers, {
    useGrouping: false,
    maximumFractionDigits,
    signDisplay: "negative",
  });
const hundredths = upTo(2);
const thousandths = upTo(3);

/** 0.0512 → "5.12 %", with as many digits as are needed and no more. */
export function percent(fraction: number, digits: 2 | 3 = 3): string {
  return `${(digits === 2 ? hundredths : thousandths).format(fraction * 100)}${NBSP}%`;
}

const tenths = new Intl.NumberFormat(words.numbers, {
  signDisplay: "exceptZero",
  useGrouping: false,
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const wholes = new Intl.NumberFormat(words.numbers, {
  signDisplay: "exceptZero",
  maximumFractionDigits: 0,
});

/** A difference of rates in percentage points, signed unless it is shown as nothing: 0.051 → "+5.1". */
export function points(fraction: number): string {
  const value = fraction * 100;
  return (Math.abs(value) < 10 ? tenths : wholes).format(value).replace("-", "−");
}

const twoDigits = new Intl.NumberFormat(words.numbers, {
  useGrouping: false,
  maximumSignificantDigits: 2,
  signDisplay: "exceptZero",
});

/** What stands beside a line of a chart: signed, two digits. */
export function signed(value: number): string {
  return twoDigits.format(value).replace("-", "−");
}

/** 2431 → "2,431". */
export function count(value: number): string {
  return whole.format(value);
}

/** Evidence as people read it: 37.4 → "37×"; 2.4e12 → "2×10¹²". */
export function evidence(value: number): string {
  if (value < 10) return `${oneDecimal.format(value)}×`;
  if (value < 100_000) return `${whole.format(Math.round(value))}×`;
  const power = Math.floor(Math.log10(value));
  const digits = [...String(power)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("");
  return `${Math.round(value / 10 ** power)}·10${digits}×`;
}

/** "PT1H30M" → "1 h 30 min". */
export function duration(iso: string): string {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(iso);
  if (!match) return iso;
  const { d, h, min, s } = words.units;
  const names = [d, h, min, s];
  const parts = match
    .slice(1)
    .map((part, i) => (part && Number(part) !== 0 ? `${Number(part)}${NBSP}${names[i]}` : ""))
    .filter(Boolean);
  return parts.join(" ") || `0${NBSP}${s}`;
}

const SECONDS = { d: 86_400, h: 3_600, min: 60, s: 1 };

/** The seconds of an ISO 8601 duration of days and less; NaN where it is none. */
export function seconds(iso: string): number {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(iso);
  if (!match) return Number.NaN;
  const [days, hours, minutes, rest] = match.slice(1).map((part) => Number(part ?? 0));
  return (
    (days ?? 0) * SECONDS.d + (hours ?? 0) * SECONDS.h + (minutes ?? 0) * SECONDS.min + (rest ?? 0)
  );
}

/** A duration as one would guess it, in its largest unit: "PT12M34.5S" → "13 min". */
export function about(iso: string): string {
  const all = seconds(iso);
  if (Number.isNaN(all)) return iso;
  const units = ["d", "h", "min", "s"] as const;
  const unit = units.find((one) => all >= 1.5 * SECONDS[one]) ?? "s";
  return `${whole.format(Math.round(all / SECONDS[unit]))}${NBSP}${words.units[unit]}`;
}

const three = new Intl.NumberFormat(words.numbers, { maximumSignificantDigits: 3 });

/** A mean to about three digits: 1240.4 → "1,240". */
export function mean(value: number): string {
  return three.format(value);
}

/** A difference of means, signed. */
export function signedMean(value: number): string {
  return `${value < 0 ? "−" : "+"}${three.format(Math.abs(value))}`;
}

/** How long ago, coarsely: "12 s ago", "3 min ago", "5 h ago", else the date. */
export function ago(at: string | undefined | null, now = Date.now()): string {
  if (!at) return words.never;
  const seconds = Math.max(0, Math.round((now - Date.parse(at)) / 1000));
  if (seconds < 5) return words.justNow;
  if (seconds < 60) return words.ago(`${seconds}${NBSP}${words.units.s}`);
  if (seconds < 3600) return words.ago(`${Math.floor(seconds / 60)}${NBSP}${words.units.min}`);
  if (seconds < 86_400) return words.ago(`${Math.floor(seconds / 3600)}${NBSP}${words.units.h}`);
  return day(at);
}

/** 2026-03-14. */
export function day(at: string): string {
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** 15:04:05 where the reader is. */
export function clock(at: string | number): string {
  return new Date(at).toLocaleTimeString(words.dates);
}

const dated = new Intl.DateTimeFormat(words.dates, {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});

/** 15:04:05 of today; of another day "14 Mar, 15:04". */
export function moment(at: string, now = new Date()): string {
  const today = day(at) === day(now.toISOString());
  return today ? clock(at) : dated.format(new Date(at));
}

const minutes = new Intl.DateTimeFormat(words.dates, { timeStyle: "short" });
const withSeconds = new Intl.DateTimeFormat(words.dates, { timeStyle: "medium" });

/** The time of a tick of an axis, in seconds: with seconds where the ticks are closer than a minute. */
export function tick(at: number, step: number): string {
  return (step < 60 ? withSeconds : minutes).format(at * 1000);
}

/** "a", "a and b", "a, b and 3 more". */
export function listing(names: string[], most = 4): string {
  if (names.length > most) {
    return words.andMore(names.slice(0, most - 1).join(", "), names.length - most + 1);
  }
  if (names.length < 2) return names[0] ?? "";
  return words.and(names.slice(0, -1).join(", "), names.at(-1) ?? "");
}

const numbers = new Intl.PluralRules(words.numbers);

/** The word that goes with a number: "is" of one, "are" of several. */
export function byNumber(n: number, one: string, many: string): string {
  return numbers.select(n) === "one" ? one : many;
}

/** "1 rule", "2 rules". */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${byNumber(n, one, many)}`;
}
