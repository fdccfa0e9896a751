const GROUPS = 8;

/**
 * An IPv4 or IPv6 address, read without asking any name service. An IPv4 address written as IPv6
 * (`::ffff:192.0.2.1`) is the IPv4 address.
 */
export class IpAddress {
  /** 16 bits each, the first the highest: two of an IPv4 address, eight of an IPv6 one. */
  readonly #groups: readonly number[];

  private constructor(groups: readonly number[]) {
    this.#groups = groups;
  }

  /** Null where the text is no address. A zone (`fe80::1%eth0`) is none either. */
  static parse(text: string): IpAddress | null {
    const groups = text.includes(":") ? v6(text) : v4(text);
    if (groups === null) {
      return null;
    }
    const mapped = groups.length === GROUPS && groups.slice(0, 6).join() === "0,0,0,0,0,65535";
    return new IpAddress(mapped ? groups.slice(6) : groups);
  }

  get isV4(): boolean {
    return this.#groups.length < GROUPS;
  }

  /** Whether it lies within the first bits of a network's address. */
  within(network: IpAddress, bits: number): boolean {
    if (this.isV4 !== network.isV4) {
      return false;
    }
    let left = bits;
    for (let i = 0; left > 0; i++, left -= 16) {
      const difference = (this.#groups[i] as number) ^ (network.#groups[i] as number);
      if (difference >>> Math.max(0, 16 - left) !== 0) {
        return false;
      }
    }
    return true;
  }
}

function v4(text: string): number[] | null {
  const parts = text.split(".").map(decimal);
  const [a = -1, b = -1, c = -1, d = -1] = parts;
  return parts.length !== 4 || Math.min(a, b, c, d) < 0 ? null : [(a << 8) | b, (c << 8) | d];
}

/** 0 to 255 without leading zeros, which some read as octal; else −1. */
function decimal(text: string): number {
  const number = /^(?:0|[1-9][0-9]{0,2})$/.test(text) ? Number(text) : -1;
  return number <= 255 ? number : -1;
}

function v6(text: string): number[] | null {
  let address = text;
  const dot = text.indexOf(".");
  if (dot >= 0) {
    // the last 32 bits in dotted form
    const colon = text.lastIndexOf(":");
    const last = v4(text.substring(colon + 1));
    if (last === null || dot < colon) {
      return null;
    }
    address = text.substring(0, colon + 1) + last.map((group) => group.toString(16)).join(":");
  }
  const gap = address.indexOf("::");
  if (gap < 0) {
    const groups = groupsOf(address);
    return groups?.length === GROUPS ? groups : null;
  }
  const before = groupsOf(address.substring(0, gap));
  const after = groupsOf(address.substring(gap + 2));
  if (before === null || after === null || before.length + after.length >= GROUPS) {
    return null;
  }
  const zeros = new Array<number>(GROUPS - before.length - after.length).fill(0);
  return [...before, ...zeros, ...after];
}

function groupsOf(text: string): number[] | null {
  if (text === "") {
    return [];
  }
  const parts = text.split(":");
  return parts.every((part) => /^[0-9a-fA-F]{1,4}$/.test(part))
    ? parts.map((part) => Number.parseInt(part, 16))
    : null;
}
