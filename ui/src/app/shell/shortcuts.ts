import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";

const places = {
  f: "/projects/$project/flags",
  r: "/projects/$project/releases",
  a: "/projects/$project/audit",
  c: "/projects/$project/connect",
  s: "/projects/$project/settings",
} as const;

/** How long `g` waits for the letter after it. */
const CHORD_MS = 1_200;

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [role=dialog]") !== null
  );
}

/** Keys that work on every screen; none while one is typing. */
export function useShortcuts(project: string, onHelp: () => void) {
  const navigate = useNavigate();
  useEffect(() => {
    let chord = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      const place = places[event.key as keyof typeof places];
      if (event.key === "?") onHelp();
      else if (event.key === "g") chord = event.timeStamp;
      else if (place && event.timeStamp - chord < CHORD_MS)
        navigate({ to: place, params: { project } });
      else if (event.key === "/") {
        event.preventDefault();
        const box = document.querySelector<HTMLInputElement>("input[type=search]");
        if (box) box.focus();
        else navigate({ to: places.f, params: { project } });
      }
      if (event.key !== "g") chord = 0;
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [project, navigate, onHelp]);
}
