import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  retainSearchParams,
} from "@tanstack/react-router";
import {
  environmentsQuery,
  flagListQuery,
  projectsQuery,
  sessionQuery,
} from "../api/shared-queries";
import { Problem } from "../lib/problem";
import { client } from "./client";
import { NotFound, RouteError } from "./errors";

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: RouteError,
});

const page = {
  login: lazyRouteComponent(() => import("../features/access"), "LoginPage"),
  setup: lazyRouteComponent(() => import("../features/access"), "SetupPage"),
  signin: lazyRouteComponent(() => import("../features/access"), "SignInLinkPage"),
};

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: (search: Record<string, unknown>): { from?: string } =>
    typeof search.from === "string" ? { from: search.from } : {},
  component: page.login,
});
const setup = createRoute({ getParentRoute: () => root, path: "/setup", component: page.setup });
const signin = createRoute({ getParentRoute: () => root, path: "/signin", component: page.signin });

/** Everything below is for people who have signed in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  beforeLoad: async ({ location }) => {
    let wanted = false;
    try {
      const person = await client.ensureQueryData(sessionQuery);
      wanted = person.secondFactorWanted === true;
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error;
      throw redirect({
        to: "/login",
        search: location.href === "/" ? {} : { from: location.href },
      });
    }
    // Who has to set up a second factor may do nothing else.
    if (wanted && location.pathname !== "/second-factor") throw redirect({ to: "/second-factor" });
  },
  component: Outlet,
});

const home = createRoute({
  getParentRoute: () => inside,
  path: "/",
  beforeLoad: async () => {
    const [first] = await client.ensureQueryData(projectsQuery);
    if (!first) throw redirect({ to: "/projects/new" });
    throw redirect({ to: "/projects/$project/flags", params: { project: first.key } });
  },
});

const secondFactor = createRoute({
  getParentRoute: () => inside,
  path: "/second-factor",
  component: lazyRouteComponent(
    () => import("../features/access/second-factor-page"),
    "SecondFactorPage",
  ),
});

const newProject = createRoute({
  getParentRoute: () => inside,
  path: "/projects/new",
  component: lazyRouteComponent(() => import("../features/environments"), "NewProjectPage"),
});

const project = createRoute({
  getParentRoute: () => inside,
  path: "/projects/$project",
  // The environment belongs to the place one is at, so it goes along from screen to screen.
  validateSearch: (search: Record<string, unknown>): { env?: string } =>
    typeof search.env === "string" ? { env: search.env } : {},
  search: { middlewares: [retainSearchParams(["env"])] },
  loader: ({ params }) => {
    client.prefetchQuery(environmentsQuery(params.project));
  },
  component: lazyRouteComponent(() => import("./shell/shell"), "Shell"),
});

const flags = createRoute({
  getParentRoute: () => project,
  path: "/flags",
  validateSearch: (search: Record<string, unknown>): { q?: string } =>
    typeof search.q === "string" && search.q !== "" ? { q: search.q } : {},
  loaderDeps: ({ search }) => ({ text: search.q ?? "" }),
  // Asked for while the screen's script is still on its way.
  loader: ({ params, deps }) => {
    client.prefetchInfiniteQuery(flagListQuery(params.project, deps.text));
  },
  component: lazyRouteComponent(() => import("./routes/flags"), "FlagsRoute"),
});
const flag = createRoute({
  getParentRoute: () => project,
  path: "/flags/$flag",
  validateSearch: (
    search: Record<string, unknown>,
  ): { tab?: string; key?: string; region?: string; attributes?: string; at?: string } => {
    const text = (name: string) =>
      typeof search[name] === "string" && search[name] !== "" ? { [name]: search[name] } : {};
    const tabs = ["tests", "json", "history"];
    const tab = tabs.includes(String(search.tab)) ? { tab: String(search.tab) } : {};
    return { ...tab, ...text("key"), ...text("region"), ...text("attributes"), ...text("at") };
  },
  component: lazyRouteComponent(() => import("./routes/flag"), "FlagRoute"),
});
const releases = createRoute({
  getParentRoute: () => project,
  path: "/releases",
  component: lazyRouteComponent(() => import("./routes/releases"), "ReleasesRoute"),
});
const release = createRoute({
  getParentRoute: () => project,
  path: "/releases/$release",
  component: lazyRouteComponent(() => import("./routes/release"), "ReleaseRoute"),
});
const changeRequests = createRoute({
  getParentRoute: () => project,
  path: "/change-requests",
  validateSearch: (search: Record<string, unknown>): { show?: "mine" | "all" } =>
    search.show === "mine" || search.show === "all" ? { show: search.show } : {},
  component: lazyRouteComponent(() => import("./routes/change-requests"), "ChangeRequestsRoute"),
});
const changeRequest = createRoute({
  getParentRoute: () => project,
  path: "/change-requests/$environment/$request",
  component: lazyRouteComponent(() => import("./routes/change-request"), "ChangeRequestRoute"),
});
const audit = createRoute({
  getParentRoute: () => project,
  path: "/audit",
  validateSearch: (search: Record<string, unknown>): { q?: string; of?: "access" } => ({
    ...(typeof search.q === "string" && search.q !== "" && { q: search.q }),
    ...(search.of === "access" && { of: search.of }),
  }),
  component: lazyRouteComponent(() => import("./routes/audit"), "AuditRoute"),
});
const connect = createRoute({
  getParentRoute: () => project,
  path: "/connect",
  component: lazyRouteComponent(() => import("./routes/connect"), "ConnectRoute"),
});
const live = createRoute({
  getParentRoute: () => project,
  path: "/live",
  component: lazyRouteComponent(() => import("./routes/live"), "LiveRoute"),
});
const playground = createRoute({
  getParentRoute: () => project,
  path: "/playground",
  validateSearch: (
    search: Record<string, unknown>,
  ): { key?: string; region?: string; attributes?: string; q?: string } => {
    const text = (name: string) =>
      typeof search[name] === "string" && search[name] !== "" ? { [name]: search[name] } : {};
    return { ...text("key"), ...text("region"), ...text("attributes"), ...text("q") };
  },
  component: lazyRouteComponent(() => import("./routes/playground"), "PlaygroundRoute"),
});
const segments = createRoute({
  getParentRoute: () => project,
  path: "/segments",
  component: lazyRouteComponent(() => import("./routes/segments"), "SegmentsRoute"),
});
const metrics = createRoute({
  getParentRoute: () => project,
  path: "/metrics",
  component: lazyRouteComponent(() => import("./routes/metrics"), "MetricsRoute"),
});
const webhooks = createRoute({
  getParentRoute: () => project,
  path: "/webhooks",
  component: lazyRouteComponent(() => import("./routes/webhooks"), "WebhooksRoute"),
});
/** Which deliveries are listed, and which one of them is open. */
interface WebhookSearch {
  show?: "pending" | "delivered" | "parked";
  delivery?: string;
}

const webhook = createRoute({
  getParentRoute: () => project,
  path: "/webhooks/$webhook",
  validateSearch: ({ show, delivery }: Record<string, unknown>): WebhookSearch => ({
    ...((show === "pending" || show === "delivered" || show === "parked") && { show }),
    ...(/^\d+$/.test(String(delivery)) && { delivery: String(delivery) }),
  }),
  component: lazyRouteComponent(() => import("./routes/webhook"), "WebhookRoute"),
});
const people = createRoute({
  getParentRoute: () => project,
  path: "/people",
  component: lazyRouteComponent(() => import("../features/access/people-page"), "PeoplePage"),
});
const account = createRoute({
  getParentRoute: () => project,
  path: "/account",
  component: lazyRouteComponent(() => import("../features/access/account-page"), "AccountPage"),
});
const settings = createRoute({
  getParentRoute: () => project,
  path: "/settings",
  component: lazyRouteComponent(() => import("./routes/settings"), "SettingsRoute"),
});

const tree = root.addChildren([
  login,
  setup,
  signin,
  inside.addChildren([
    home,
    secondFactor,
    newProject,
    project.addChildren([
      flags,
      flag,
      releases,
      release,
      changeRequests,
      changeRequest,
      live,
      playground,
      segments,
      metrics,
      audit,
      connect,
      webhooks,
      webhook,
      people,
      account,
      settings,
    ]),
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  // A query in the URL is what the person typed, not JSON.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const set = Object.entries(search).filter(([, value]) => value !== undefined && value !== "");
    return set.length ? `?${new URLSearchParams(set.map(([k, v]) => [k, String(v)]))}` : "";
  },
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
