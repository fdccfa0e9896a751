import { Dialog } from "../../components/dialog";
import css from "./shell.module.css";

const keys = [
  ["/", "Search the flags"],
  ["g f", "Go to the flags"],
  ["g r", "Go to the releases"],
  ["g a", "Go to the audit log"],
  ["g c", "Connect an SDK"],
  ["g s", "Go to the settings"],
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
