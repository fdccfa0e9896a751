import {
  Activity,
  ChartLine,
  Flag,
  FlaskConical,
  History,
  KeyRound,
  Plug,
  Rocket,
  Settings,
  Users,
} from "lucide-react";

/** The screens of a project, in the order in which one needs them, and the letter that leads there after `g`. */
export const places = [
  { to: "/projects/$project/flags", name: "Flags", icon: Flag, key: "f" },
  { to: "/projects/$project/releases", name: "Releases", icon: Rocket, key: "r" },
  { to: "/projects/$project/live", name: "Live", icon: Activity, key: "l" },
  { to: "/projects/$project/playground", name: "Playground", icon: FlaskConical, key: "y" },
  { to: "/projects/$project/segments", name: "Segments", icon: Users, key: "w" },
  { to: "/projects/$project/metrics", name: "Metrics", icon: ChartLine, key: "m" },
  { to: "/projects/$project/audit", name: "Audit", icon: History, key: "a" },
  { to: "/projects/$project/connect", name: "Connect", icon: Plug, key: "c" },
  { to: "/projects/$project/people", name: "People", icon: KeyRound, key: "p" },
  { to: "/projects/$project/settings", name: "Settings", icon: Settings, key: "s" },
] as const;
