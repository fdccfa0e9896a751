const SHAPE =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Epoch milliseconds of an RFC 3339 string or of a number of them; NaN for anything else. Digits
 * after the millisecond are cut off, as a JavaScript date has none.
 */
export function millis(value: unknown): number {
  if (typeof value === "number") {
    return Number.isFinite(value) ? value : Number.NaN;
  }
  return typeof value === "string" ? parse(value) : Number.NaN;
}

function parse(text: string): number {
  const parts = SHAPE.exec(text);
  if (parts === null) {
    return Number.NaN;
  }
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  // 60 is a leap second: the second after 59
  if (day < 1 || day > lengthOfMonth(year, month) || hour > 23 || minute > 59 || second > 60) {
    return Number.NaN;
  }
  const thousandths = Number((parts[7] ?? "").substring(0, 3).padEnd(3, "0"));
  const offsetHours = Number(parts[9] ?? 0);
  const offsetMinutes = Number(parts[10] ?? 0);
  if (offsetHours > 23 || offsetMinutes > 59) {
    return Number.NaN;
  }
  const offset = (parts[8] === "-" ? -1 : 1) * (offsetHours * 60 + offsetMinutes);
  // Date.UTC takes the years 0 to 99 for those of the last century.
  const midnight = new Date(0).setUTCFullYear(year, month - 1, day);
  return midnight + (hour * 60 + minute - offset) * 60_000 + second * 1_000 + thousandths;
}

/** 0 where there is no such month. */
function lengthOfMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return leap && month === 2 ? 29 : (DAYS[month - 1] ?? 0);
}
