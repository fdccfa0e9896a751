import { endure, RELEASES } from "../endure.mjs";
import { withStandIn } from "../stand-in.mjs";

/** More than the server takes. */
const MANY = 5_000;

export default () =>
  withStandIn({ flags: MANY, releases: RELEASES }, (lab) => endure(lab, "a stand-in's", MANY));
