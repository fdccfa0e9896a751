import { Dialog } from "../../components/dialog";
import { appText } from "../../text/en/app";
import { usePlaces } from "./places";
import css from "./shell.module.css";

const words = appText.help;

interface Props {
  project: string;
  opened: boolean;
  onClose(): void;
}

export function Help({ project, opened, onClose }: Props) {
  const keys = [
    ["⌘K Ctrl+K", words.find],
    ["/", words.search],
    ...usePlaces(project).map(
      ({ key, name }) => [`g ${key}`, words.goTo(name.toLowerCase())] as const,
    ),
    ["j k", words.rows],
    ["Enter", words.open],
    ["e", words.toggle],
    ["u", words.undo],
    ["?", words.help],
  ] as const;
  return (
    <Dialog title={words.title} opened={opened} onClose={onClose} size="sm">
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
