import {
  Activity,
  ChartLine,
  Flag,
  FlaskConical,
  GitPullRequest,
  History,
  KeyRound,
  Plug,
  Rocket,
  Settings,
  Users,
  Webhook,
} from "lucide-react";
import { useMay } from "../../api/may";
import { appText } from "../../text/en/app";

const words = appText.places;

/** The screens of a project, in the order in which one needs them, and the letter that leads there after `g`. */
const places = [
  { to: "/projects/$project/flags", name: words.flags, icon: Flag, key: "f" },
  { to: "/projects/$project/releases", name: words.releases, icon: Rocket, key: "r" },
  {
    to: "/projects/$project/change-requests",
    name: words.changeRequests,
    icon: GitPullRequest,
    key: "q",
  },
  { to: "/projects/$project/live", name: words.live, icon: Activity, key: "l" },
  { to: "/projects/$project/playground", name: words.playground, icon: FlaskConical, key: "y" },
  { to: "/projects/$project/segments", name: words.segments, icon: Users, key: "w" },
  { to: "/projects/$project/metrics", name: words.metrics, icon: ChartLine, key: "m" },
  { to: "/projects/$project/audit", name: words.audit, icon: History, key: "a" },
  { to: "/projects/$project/connect", name: words.connect, icon: Plug, key: "c" },
  { to: "/projects/$project/webhooks", name: words.webhooks, icon: Webhook, key: "h" },
  { to: "/projects/$project/people", name: words.people, icon: KeyRound, key: "p" },
  { to: "/projects/$project/settings", name: words.settings, icon: Settings, key: "s" },
] as const;

/** Where somebody who may not configure the project would only be refused. */
const configured: string[] = ["/projects/$project/webhooks"];

const open = places.filter(({ to }) => !configured.includes(to));

/** Those screens of a project that are of use to who is here. */
export const usePlaces = (project: string) => (useMay(project, "configure") ? places : open);
