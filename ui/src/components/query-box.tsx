import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import css from "./query-box.module.css";

interface Props {
  /** What it is for: its accessible name. */
  label: string;
  /** An example of what can be asked. */
  placeholder: string;
  text: string;
  onText(text: string): void;
}

/** Long enough for a word that is pasted, short enough to be felt as at once; a question that is old is taken back. */
const SETTLE_MS = 30;

/** The one box that finds rows. What is typed reaches the address once typing rests. */
export function QueryBox({ label, placeholder, text, onText }: Props) {
  const [typed, setTyped] = useState(text);
  const sent = useRef(text);
  // The address changed by other means: going back, a link.
  useEffect(() => {
    if (text !== sent.current) {
      sent.current = text;
      setTyped(text);
    }
  }, [text]);
  useEffect(() => {
    if (typed === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = typed;
      onText(typed);
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [typed, onText]);
  return (
    <search className={css.search}>
      <Search size={16} aria-hidden />
      <input
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          // The browser would empty the box.
          event.preventDefault();
          event.currentTarget.blur();
        }}
        placeholder={placeholder}
        aria-label={label}
        aria-keyshortcuts="/"
        spellCheck={false}
        autoComplete="off"
      />
      <kbd aria-hidden>/</kbd>
    </search>
  );
}
