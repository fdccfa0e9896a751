// What a company has after a while: regions, audiences, flags, metrics and releases.

export const PROJECT = "comics";

const regions = {
  nz: { name: "New Zealand", countries: ["NZ"], latitude: -41.3, longitude: 174.8 },
  au: { name: "Australia", countries: ["AU"], latitude: -33.9, longitude: 151.2 },
  sg: { name: "Singapore", countries: ["SG", "MY", "TH", "ID"], latitude: 1.35, longitude: 103.8 },
  eu: {
    name: "Europe",
    countries: ["DE", "FR", "ES", "IT", "NL", "PL", "SE"],
    latitude: 50.1,
    longitude: 8.7,
  },
  us: { name: "United States", countries: ["US", "CA"], latitude: 39, longitude: -77.5 },
};

const flags = [
  { key: "checkout-v2", name: "The one-page checkout", tags: ["checkout"] },
  { key: "panel-viewer-v2", name: "The new panel viewer", tags: ["viewer"] },
  { key: "search-v2", name: "Search by what is drawn", tags: ["search"] },
  { key: "payments", name: "Payment by bank", tags: ["checkout"] },
  { key: "offline-reading", name: "Comics without a network", tags: ["viewer"] },
  { key: "dark-pages", name: "Pages for the night", tags: ["viewer"] },
  { key: "gift-cards", name: "Comics as a present", tags: ["checkout"] },
  { key: "panel-zoom", name: "A closer look at a panel", tags: ["viewer"] },
  { key: "read-aloud", name: "A voice for every balloon", tags: ["viewer"] },
  { key: "recommendations-v3", name: "What one may like next", tags: ["search"] },
  { key: "signing-by-key", name: "Sign in without a password", tags: ["account"] },
  { key: "weekly-letter", name: "A letter on Fridays", tags: ["account"] },
];

/** How many flags a world has before others are made. */
export const FLAGS = flags.length;

const boolean = (flag) => ({ type: "boolean", variants: { on: true, off: false }, ...flag });
const on = { attribute: "plan", op: "in", values: ["beta"] };

/** A project with something of everything. */
export async function makeWorld({ api }) {
  await api.post("people", { email: "ada@example.org", name: "Ada", role: "admin" });
  await api.post("people", { email: "bob@example.org", name: "Bob", role: "approver" });
  await api.post("projects", { key: PROJECT, name: "The Comic Co." });
  const at = `projects/${PROJECT}`;
  for (const [key, region] of Object.entries(regions))
    await api.put(`${at}/regions/${key}`, region);
  await api.put(`${at}/region-groups/oceania`, { regions: ["nz", "au"] });
  await api.post(`${at}/environments`, { key: "staging", name: "Staging" });
  for (const environment of ["production", "staging"])
    await api.put(
      `${at}/environments/${environment}/segments/beta`,
      { name: "Beta testers", included: ["alice"], excluded: [], when: on },
      { "If-None-Match": "*" },
    );
  const metric = (key, name) =>
    api.put(`${at}/metrics/${key}`, { name, kind: "binary", worse: "higher" });
  await metric("panel.error", "error rate");
  await metric("checkout.failed", "failed checkouts");
  for (const flag of flags) await api.post(`${at}/flags`, boolean(flag));
  const rules = [{ id: "beta", when: { segment: "beta" }, serve: { variant: "on" } }];
  await api.patch(PROJECT, "checkout-v2", { enabled: true, rules });
  for (const { key } of flags.slice(1, 4)) await api.patch(PROJECT, key, { enabled: true });
  await api.patch(PROJECT, "dark-pages", { enabled: true, default: { variant: "on" } });
}

/** So many flags more, as an import makes them. */
export async function makeFlags({ api }, count, project = PROJECT) {
  const AT_ONCE = 1_000;
  for (let from = 0; from < count; from += AT_ONCE) {
    const made = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, i) => [
      `flag-${String(from + i).padStart(4, "0")}`,
      { state: "DISABLED", variants: { on: true, off: false }, defaultVariant: "off" },
    ]);
    await api.post(`projects/${project}/environments/production/import?from=flagd&contexts=0`, {
      flags: Object.fromEntries(made),
    });
  }
}

/** An edit of staging that waits for somebody's approval. */
export async function askForApproval({ api }) {
  const at = `projects/${PROJECT}/environments/staging`;
  const { version } = await api.get(at);
  await api.edit(at, { approvals: 1 }, { "If-Match": `"${version}"` });
  const { id } = await api.post(`${at}/change-requests`, {
    title: "Open the one-page checkout to beta testers",
    comment: "Tested by the team for a week",
    flags: {
      "checkout-v2": [
        { kind: "turnOn" },
        { kind: "addTarget", variant: "on", keys: ["alice", "bob"] },
        {
          kind: "addRule",
          rule: { id: "beta", when: { segment: "beta" }, serve: { variant: "on" } },
        },
      ],
      payments: [{ kind: "turnOn" }],
    },
    segments: { beta: [{ kind: "addIncluded", keys: ["carol"] }] },
  });
  return id;
}

/** A webhook whose endpoint is nowhere, and a test of it, which was not taken. */
export async function makeWebhook({ api }) {
  const at = `projects/${PROJECT}/webhooks`;
  const { webhook } = await api.post(at, {
    name: "pager",
    url: "https://pager.invalid/firstlight",
    events: ["release.*", "instance.behind"],
  });
  await api.post(`${at}/${webhook.id}/test`);
  return webhook.id;
}

/** A release by region that is guarded and goes on for hours unless somebody or something ends it. */
export const startRelease = ({ api }, flag, more = {}) =>
  api.post(`projects/${PROJECT}/releases`, {
    environment: "production",
    flag,
    treatment: "on",
    start: true,
    plan: {
      stages: [
        { name: "nz 25 %", regions: ["nz"], percent: 25, bake: "PT1H", onUndecided: "hold" },
        { name: "oceania", regions: ["nz", "au"], percent: 50, bake: "PT4H", onUndecided: "hold" },
        { name: "everywhere", regions: "all", percent: 100, bake: "PT12H", onUndecided: "hold" },
      ],
      guards: [{ metric: "panel.error", margin: 0.5 }],
      ...more,
    },
  });

/** So many releases of flags that makeFlags made, every fourth of which was paused and every fifth taken back. */
export async function makeReleases(server, count) {
  for (let i = 0; i < count; i++) {
    const flag = `flag-${String(i).padStart(4, "0")}`;
    await server.api.patch(PROJECT, flag, { enabled: true });
    const { id } = await startRelease(server, flag);
    const act = i % 5 === 0 ? "rollback" : i % 4 === 0 ? "pause" : undefined;
    if (act) await server.api.post(`projects/${PROJECT}/releases/${id}/${act}`);
  }
}
