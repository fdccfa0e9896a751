import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { Rocket } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { Dialog } from "../../../components/dialog";
import { Stack } from "../../../components/layout";
import { releasesText } from "../../../text/en/releases";
import { useEnvironments, useFlag, useFlagsLike } from "../queries";
import css from "./plan.module.css";
import { ReleaseForm } from "./release-form";

const words = releasesText.startAny;

interface Props {
  project: string;
  environment?: string;
}

/** Starts a release from where no flag is in sight: the flag is named first. */
export function StartAny({ project, environment }: Props) {
  const [opened, setOpened] = useState(false);
  const navigate = useNavigate();
  return (
    <>
      <Button leftSection={<Rocket size={16} aria-hidden />} onClick={() => setOpened(true)}>
        {words.startARelease}
      </Button>
      <Dialog
        title={words.startARelease}
        opened={opened}
        onClose={() => setOpened(false)}
        size="xl"
      >
        <Choice
          project={project}
          environment={environment}
          onStarted={(release) =>
            navigate({ to: "/projects/$project/releases/$release", params: { project, release } })
          }
        />
      </Dialog>
    </>
  );
}

function Choice({ project, environment, onStarted }: Props & { onStarted(release: string): void }) {
  const environments = useEnvironments(project).data ?? [];
  const [at, setAt] = useState(environment);
  const [text, setText] = useState("");
  const like = useFlagsLike(project, useDeferredValue(text)).data ?? [];
  // Only a key that exists is asked for: while one types, most of what is typed is none.
  const flag = useFlag(project, like.some(({ key }) => key === text) ? text : "").data;
  const place = at ?? environments[0]?.key ?? "";
  return (
    <Stack>
      <div className={css.two}>
        <TextInput
          label={words.flag}
          placeholder={words.exampleKey}
          list="flags-like"
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
          data-autofocus
        />
        <NativeSelect
          label={words.environment}
          data={environments.map(({ key, name }) => ({ value: key, label: name || key }))}
          value={place}
          onChange={(event) => setAt(event.target.value)}
        />
      </div>
      <datalist id="flags-like">
        {like.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </datalist>
      {flag && place && (
        <ReleaseForm
          key={`${flag.key}/${place}`}
          project={project}
          environment={place}
          flag={flag.key}
          variants={Object.keys(flag.variants)}
          current={flag.environments[place]?.default}
          onStarted={onStarted}
        />
      )}
    </Stack>
  );
}
