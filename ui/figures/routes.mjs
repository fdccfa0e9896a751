import { PROJECT } from "./world.mjs";

/** Every screen, by the name that its pictures have. */
export function routes(release) {
  const at = `/projects/${PROJECT}`;
  return {
    login: "/login",
    setup: "/setup",
    "new-project": "/projects/new",
    flags: `${at}/flags`,
    flag: `${at}/flags/checkout-v2`,
    json: `${at}/flags/checkout-v2?tab=json`,
    history: `${at}/flags/checkout-v2?tab=history`,
    releases: `${at}/releases`,
    release: `${at}/releases/${release}`,
    live: `${at}/live`,
    playground: `${at}/playground?key=alice&region=nz`,
    segments: `${at}/segments`,
    metrics: `${at}/metrics`,
    audit: `${at}/audit`,
    connect: `${at}/connect`,
    people: `${at}/people`,
    settings: `${at}/settings`,
  };
}

/** The screens whose pictures are in the documentation. */
export const pictured = [
  "flags",
  "flag",
  "releases",
  "release",
  "live",
  "playground",
  "segments",
  "metrics",
  "audit",
  "connect",
];
