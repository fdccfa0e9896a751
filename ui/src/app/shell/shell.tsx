import { Outlet, useParams } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { Logo } from "../../components/logo";
import { appText } from "../../text/en/app";
import { useLive } from "../live";
import { Account } from "./account";
import { ConnectionState, StaleBanner } from "./connection";
import { Help } from "./help";
import { Navigation } from "./navigation";
import { Pickers } from "./pickers";
import css from "./shell.module.css";
import { useShortcuts } from "./shortcuts";

const words = appText.shell;

const loadPalette = () => import("./palette").then(({ Palette }) => ({ default: Palette }));

const Palette = lazy(loadPalette);

/** Fetched once there is nothing else to do: whoever asks for it goes on typing at once. */
const PALETTE_AFTER_MS = 1_500;

/** The frame of every screen of a project. */
export function Shell() {
  const { project } = useParams({ from: "/inside/projects/$project" });
  const connection = useLive(project);
  const [help, setHelp] = useState(false);
  const [palette, setPalette] = useState<"never" | "shut" | "open">("never");
  const onHelp = useCallback(() => setHelp(true), []);
  const onPalette = useCallback(() => setPalette("open"), []);
  useEffect(() => {
    // Where it does not come now, whoever opens it asks anew and hears of it.
    const timer = setTimeout(() => loadPalette().catch(() => {}), PALETTE_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  useShortcuts(project, { onHelp, onPalette });
  return (
    <div className={css.shell} data-shell>
      <a href="#content" className={css.skip}>
        {words.skip}
      </a>
      <header className={css.side}>
        <div className={css.brand}>
          <Logo />
          <span className={css.name}>{words.firstlight}</span>
        </div>
        <button
          type="button"
          className={css.find}
          onClick={onPalette}
          aria-keyshortcuts="Meta+K Control+K"
        >
          <Search size={15} aria-hidden />
          <span className={css.findText}>{words.findAnything}</span>
          <kbd aria-hidden>⌘K</kbd>
        </button>
        <Pickers project={project} />
        <Navigation project={project} />
        <div className={css.foot}>
          <ConnectionState connection={connection} />
          <Account project={project} onHelp={onHelp} />
        </div>
      </header>
      <main id="content" className={css.main} tabIndex={-1}>
        <StaleBanner connection={connection} />
        <Outlet />
      </main>
      {palette !== "never" && (
        <Suspense>
          <Palette
            project={project}
            opened={palette === "open"}
            onClose={() => setPalette("shut")}
            onHelp={onHelp}
          />
        </Suspense>
      )}
      <Help project={project} opened={help} onClose={() => setHelp(false)} />
    </div>
  );
}
