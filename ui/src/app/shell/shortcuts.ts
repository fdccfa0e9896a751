import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { usePlaces } from "./places";

/** How long `g` waits for the letter after it. */
const CHORD_MS = 1_200;

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [role=dialog]") !== null
  );
}

function inDialog(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("[role=dialog]") !== null;
}

interface Openers {
  onHelp(): void;
  onPalette(): void;
}

/** Keys that work on every screen; but for the palette's, none while one is typing. */
export function useShortcuts(project: string, { onHelp, onPalette }: Openers) {
  const navigate = useNavigate();
  const places = usePlaces(project);
  useEffect(() => {
    let chord = 0;
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        if (inDialog(event.target)) return;
        event.preventDefault();
        onPalette();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      const place = places.find(({ key }) => key === event.key);
      if (event.key === "?") onHelp();
      else if (event.key === "g") chord = event.timeStamp;
      else if (place && event.timeStamp - chord < CHORD_MS)
        navigate({ to: place.to, params: { project } });
      else if (event.key === "/") {
        event.preventDefault();
        const box = document.querySelector<HTMLInputElement>("input[type=search]");
        if (box) box.focus();
        else navigate({ to: places[0].to, params: { project } });
      }
      if (event.key !== "g") chord = 0;
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [project, places, navigate, onHelp, onPalette]);
}
