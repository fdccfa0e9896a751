import { Dialog } from "../../components/dialog";
import { places } from "./places";
import css from "./shell.module.css";

const keys = [
  ["⌘K Ctrl+K", "Find anything, go anywhere"],
  ["/", "Search the flags"],
  ...places.map(({ key, name }) => [`g ${key}`, `Go to ${name.toLowerCase()}`] as const),
  ["j k", "Next and previous row"],
  ["Enter", "Open the row"],
  ["e", "Turn the row's flag on or off"],
  ["?", "Show this"],
] as const;

export function Help({ opened, onClose }: { opened: boolean; onClose(): void }) {
  return (
    <Dialog title="Keyboard shortcuts" opened={opened} onClose={onClose} size="sm">
      <dl className={css.shortcuts}>
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              {key.split(" ").map((one) => (
                <kbd key={one}>{one}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
