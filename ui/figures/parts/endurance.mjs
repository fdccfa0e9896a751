import { endure, RELEASES } from "../endure.mjs";
import { withLab } from "../lab.mjs";
import { FLAGS } from "../world.mjs";

/** As many as the server takes. */
const MOST = 2_000;

export default () =>
  withLab("endurance", { flags: MOST - FLAGS, releases: RELEASES }, (lab) =>
    endure(lab, "the server's", MOST),
  );
