import { Link } from "@tanstack/react-router";
import { places } from "./places";
import css from "./shell.module.css";

export function Navigation({ project }: { project: string }) {
  return (
    <nav className={css.nav} aria-label="Main">
      {places.map(({ to, name, icon: Icon, key }) => (
        <Link
          key={to}
          to={to}
          params={{ project }}
          className={css.link}
          activeProps={{ "aria-current": "page" }}
          activeOptions={{ includeSearch: false }}
          aria-keyshortcuts={`g ${key}`}
        >
          <Icon size={17} aria-hidden />
          <span>{name}</span>
          <span className={css.keys} aria-hidden>
            g {key}
          </span>
        </Link>
      ))}
    </nav>
  );
}
