const MAX_LENGTH = 256;
const CORE_NUMBER = /^(?:0|[1-9][0-9]{0,15})$/;
const BUILD_IDENTIFIER = /^[0-9A-Za-z-]+$/;
const NUMERIC = /^[0-9]+$/;

/** A semantic version; of its pre-release labels there are none where it is a release. */
export interface Semver {
  readonly core: readonly [number, number, number];
  readonly preRelease: readonly string[];
}

/**
 * Reads a semantic version. A leading `v`, spaces around it and a missing minor or patch number are
 * forgiven; build metadata does not count. Null where the text is no version.
 */
export function parseSemver(text: string): Semver | null {
  if (text.length > MAX_LENGTH) {
    return null;
  }
  // Spaces only: what else counts as white space differs between languages.
  let version = text.replace(/^ +/, "").replace(/ +$/, "");
  version = version.startsWith("v") ? version.substring(1) : version;
  const plus = version.indexOf("+");
  if (plus >= 0) {
    if (
      !version
        .substring(plus + 1)
        .split(".")
        .every(isBuildIdentifier)
    ) {
      return null;
    }
    version = version.substring(0, plus);
  }
  let preRelease: readonly string[] = [];
  const minus = version.indexOf("-");
  if (minus >= 0) {
    preRelease = version.substring(minus + 1).split(".");
    if (!preRelease.every(isPreReleaseIdentifier)) {
      return null;
    }
    version = version.substring(0, minus);
  }
  const core = coreOf(version);
  return core === null ? null : { core, preRelease };
}

function coreOf(text: string): [number, number, number] | null {
  const numbers = text.split(".");
  if (numbers.length > 3 || !numbers.every((number) => CORE_NUMBER.test(number))) {
    return null;
  }
  const [major = 0, minor = 0, patch = 0] = numbers.map(Number);
  return Math.max(major, minor, patch) > Number.MAX_SAFE_INTEGER ? null : [major, minor, patch];
}

function isBuildIdentifier(text: string): boolean {
  return BUILD_IDENTIFIER.test(text);
}

function isPreReleaseIdentifier(text: string): boolean {
  const leadingZero = text.length > 1 && text.startsWith("0");
  return BUILD_IDENTIFIER.test(text) && !(leadingZero && NUMERIC.test(text));
}

/** The precedence of Semantic Versioning 2.0.0: negative, zero or positive. */
export function compareSemver(a: Semver, b: Semver): number {
  for (let i = 0; i < 3; i++) {
    const difference = (a.core[i] as number) - (b.core[i] as number);
    if (difference !== 0) {
      return difference;
    }
  }
  if (a.preRelease.length === 0 || b.preRelease.length === 0) {
    return Number(a.preRelease.length === 0) - Number(b.preRelease.length === 0);
  }
  const common = Math.min(a.preRelease.length, b.preRelease.length);
  for (let i = 0; i < common; i++) {
    const order = compareIdentifiers(a.preRelease[i] as string, b.preRelease[i] as string);
    if (order !== 0) {
      return order;
    }
  }
  return a.preRelease.length - b.preRelease.length;
}

/** Numbers by value, however long; before words; words by ASCII. */
function compareIdentifiers(a: string, b: string): number {
  const aNumeric = NUMERIC.test(a);
  const bNumeric = NUMERIC.test(b);
  if (aNumeric && bNumeric && a.length !== b.length) {
    return a.length - b.length;
  }
  if (aNumeric !== bNumeric) {
    return aNumeric ? -1 : 1;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}
