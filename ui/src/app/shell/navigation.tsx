import { Link } from "@tanstack/react-router";
import { Flag, History, Plug, Rocket, Settings } from "lucide-react";
import css from "./shell.module.css";

const places = [
  { to: "/projects/$project/flags", name: "Flags", icon: Flag, keys: "g f" },
  { to: "/projects/$project/releases", name: "Releases", icon: Rocket, keys: "g r" },
  { to: "/projects/$project/audit", name: "Audit", icon: History, keys: "g a" },
  { to: "/projects/$project/connect", name: "Connect", icon: Plug, keys: "g c" },
  { to: "/projects/$project/settings", name: "Settings", icon: Settings, keys: "g s" },
] as const;

export function Navigation({ project }: { project: string }) {
  return (
    <nav className={css.nav} aria-label="Main">
      {places.map(({ to, name, icon: Icon, keys }) => (
        <Link
          key={to}
          to={to}
          params={{ project }}
          className={css.link}
          activeProps={{ "aria-current": "page" }}
          activeOptions={{ includeSearch: false }}
          aria-keyshortcuts={keys}
        >
          <Icon size={17} aria-hidden />
          <span>{name}</span>
          <span className={css.keys} aria-hidden>
            {keys}
          </span>
        </Link>
      ))}
    </nav>
  );
}
