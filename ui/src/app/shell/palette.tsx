import { useDeferredValue, useEffect, useId, useRef, useState } from "react";
import { Dialog } from "../../components/dialog";
import { appText } from "../../text/en/app";
import css from "./palette.module.css";
import { type Item, usePaletteItems } from "./palette-items";

const words = appText.palette;

interface Props {
  project: string;
  opened: boolean;
  onClose(): void;
  onHelp(): void;
}

/** Finds anything by name and goes there, without a hand leaving the keys. */
export function Palette(props: Props) {
  return (
    <Dialog title={words.title} opened={props.opened} onClose={props.onClose} size="md">
      {props.opened && <Finder {...props} />}
    </Dialog>
  );
}

const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

function Finder({ project, onClose, onHelp }: Props) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const items = usePaletteItems(project, useDeferredValue(text), onHelp);
  const chosen = Math.min(at, items.length - 1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen is kept in sight
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const run = (item: Item | undefined) => {
    if (!item) return;
    onClose();
    item.run();
  };
  return (
    <>
      <input
        className={css.box}
        role="combobox"
        aria-label={words.find}
        aria-expanded={items.length > 0}
        aria-controls={id}
        aria-activedescendant={items.length > 0 ? `${id}-${chosen}` : undefined}
        aria-autocomplete="list"
        placeholder={words.findExample}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          const step = steps[event.key];
          if (step !== undefined) {
            event.preventDefault();
            setAt((chosen + step + items.length) % Math.max(1, items.length));
          } else if (event.key === "Enter") {
            event.preventDefault();
            run(items[chosen]);
          }
        }}
      />
      <div id={id} ref={list} role="listbox" aria-label={words.whatFits} className={css.list}>
        {items.map((item, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the box's, which keeps the focus
          <div
            key={item.id}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === chosen}
            className={css.item}
            onClick={() => run(item)}
          >
            <span>{item.label}</span>
            <span className={css.kind}>{item.kind}</span>
          </div>
        ))}
      </div>
      {items.length === 0 && (
        <p className={css.none} role="status">
          {words.nothingFits(text)}
        </p>
      )}
    </>
  );
}
