import { Button } from "@mantine/core";
import { Send } from "lucide-react";
import type { DeliveryTry, Webhook } from "../../../api/webhooks";
import { Chip } from "../../../components/chip";
import { Row, Stack } from "../../../components/layout";
import { ErrorNote } from "../../../components/states";
import css from "../../../components/table.module.css";
import { webhooksText } from "../../../text/en/webhooks";
import { count } from "../../../text/format";
import { useTest } from "../queries";
import { Answer } from "./answer";

const words = webhooksText.tester;

/** Sends a test now, and says in place what came of it. */
export function Tester({ project, webhook }: { project: string; webhook: Webhook }) {
  const { mutate, data, error, isPending } = useTest(project, webhook.id);
  return (
    <Stack>
      <Row>
        <Button
          variant="default"
          leftSection={<Send size={16} aria-hidden />}
          loading={isPending}
          aria-label={words.sendTo(webhook.name)}
          onClick={() => mutate()}
        >
          {words.send}
        </Button>
        <span className={css.text}>{words.what}</span>
      </Row>
      <div role="status">{data && !isPending && <Outcome tried={data} />}</div>
      <ErrorNote error={error} />
    </Stack>
  );
}

function Outcome({ tried }: { tried: DeliveryTry }) {
  const { status, trouble, tookMs, answer } = tried;
  const took = count(tookMs);
  return (
    <Stack>
      <Row>
        <Chip tone={trouble === undefined ? "good" : "bad"}>
          {trouble === undefined ? words.taken : words.notTaken}
        </Chip>
        <span>
          {trouble !== undefined
            ? words.failedAfter(trouble, took)
            : status === undefined
              ? words.nothingToSend
              : words.answeredAfter(status, took)}
        </span>
      </Row>
      <Answer text={answer} />
    </Stack>
  );
}
