import type { Findings } from "./findings.js";
import { IpAddress } from "./ip-address.js";
import type { Match } from "./match.js";
import { pointerAt } from "./problem.js";

/** A network: the first bits of an address. */
export interface Cidr {
  readonly network: IpAddress;
  readonly bits: number;
}

/** The operator `cidr`: an address within any of some networks. */
export function cidr(
  values: readonly unknown[],
  pointer: string,
  findings: Findings,
): Match | null {
  const networks: Cidr[] = [];
  for (const [i, value] of values.entries()) {
    const network = typeof value === "string" ? parseCidr(value) : null;
    if (network === null) {
      findings.add(
        pointerAt(`${pointer}/values`, i),
        'Not a network; write one like "10.0.0.0/8" or "2001:db8::/32", or a single address.',
      );
      return null;
    }
    networks.push(network);
  }
  return (operand) => {
    const address = typeof operand === "string" ? IpAddress.parse(operand) : null;
    return address !== null && networks.some(({ network, bits }) => address.within(network, bits));
  };
}

/** Bits beyond the prefix are ignored; an address alone is a network of one; null where the text is neither. */
export function parseCidr(text: string): Cidr | null {
  const slash = text.indexOf("/");
  const network = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
  if (network === null) {
    return null;
  }
  const all = network.isV4 ? 32 : 128;
  if (slash < 0) {
    return { network, bits: all };
  }
  const prefix = text.substring(slash + 1);
  if (!/^(?:0|[1-9][0-9]{0,2})$/.test(prefix)) {
    return null;
  }
  // The prefix of an IPv4 network written as IPv6 counts from the front of the IPv6 address.
  const bits = Number(prefix) - (network.isV4 && text.includes(":") ? 96 : 0);
  return bits < 0 || bits > all ? null : { network, bits };
}
