import { PROJECT } from "./world.mjs";

/** Every screen, by the name that its pictures have. */
export function routes(release, request, webhook) {
  const at = `/projects/${PROJECT}`;
  return {
    login: "/login",
    setup: "/setup",
    "new-project": "/projects/new",
    flags: `${at}/flags`,
    flag: `${at}/flags/checkout-v2`,
    tests: `${at}/flags/checkout-v2?tab=tests`,
    json: `${at}/flags/checkout-v2?tab=json`,
    history: `${at}/flags/checkout-v2?tab=history`,
    releases: `${at}/releases`,
    release: `${at}/releases/${release}`,
    "change-requests": `${at}/change-requests`,
    ...(request && { "change-request": `${at}/change-requests/staging/${request}` }),
    live: `${at}/live`,
    playground: `${at}/playground?key=alice&region=nz`,
    segments: `${at}/segments`,
    metrics: `${at}/metrics`,
    audit: `${at}/audit`,
    "access-audit": `${at}/audit?of=access`,
    connect: `${at}/connect`,
    webhooks: `${at}/webhooks`,
    ...(webhook && { webhook: `${at}/webhooks/${webhook}` }),
    people: `${at}/people`,
    account: `${at}/account`,
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
  "change-request",
];
