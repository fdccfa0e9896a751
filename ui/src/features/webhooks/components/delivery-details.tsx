import { Button } from "@mantine/core";
import { RotateCw } from "lucide-react";
import type { DeliveryTry } from "../../../api/webhooks";
import { Command } from "../../../components/command";
import { Row, Stack } from "../../../components/layout";
import { Scrolled } from "../../../components/scrolled";
import { ErrorNote, Loading } from "../../../components/states";
import css from "../../../components/table.module.css";
import { webhooksText } from "../../../text/en/webhooks";
import { count, day, moment } from "../../../text/format";
import { useDelivery, useRedeliver } from "../queries";
import { Answer } from "./answer";

const words = webhooksText.delivery;

interface Props {
  project: string;
  webhook: string;
  number: number;
}

/** What was sent, and what came of each try. */
export function DeliveryDetails({ project, webhook, number }: Props) {
  const { data, error, refetch } = useDelivery(project, webhook, number);
  const again = useRedeliver(project, webhook);
  if (!data) {
    return error ? (
      <ErrorNote error={error} retry={refetch} />
    ) : (
      <Loading what={words.theDelivery} />
    );
  }
  const { delivery, body, tries } = data;
  return (
    <Stack>
      <Row>
        <Button
          variant="default"
          leftSection={<RotateCw size={16} aria-hidden />}
          loading={again.isPending}
          onClick={() => again.mutate(number)}
        >
          {delivery.state === "pending" ? words.tryNow : words.redeliver}
        </Button>
        <code className="quiet">{delivery.id}</code>
      </Row>
      <ErrorNote error={again.error} />
      {tries.length > 0 && <Tries tries={tries} />}
      {body === undefined || body === null ? (
        <p className={css.text}>{words.severalRequests}</p>
      ) : (
        <>
          <h3>{words.body}</h3>
          <Command text={JSON.stringify(body, null, 2)} label={words.body} />
        </>
      )}
    </Stack>
  );
}

function Tries({ tries }: { tries: DeliveryTry[] }) {
  return (
    <Scrolled label={words.tries}>
      <table className={css.table} aria-label={words.tries}>
        <thead>
          <tr>
            <th scope="col">{words.number}</th>
            <th scope="col">{words.when}</th>
            <th scope="col">{words.status}</th>
            <th scope="col">{words.took}</th>
            <th scope="col">{words.what}</th>
          </tr>
        </thead>
        <tbody>
          {tries.map(({ number, at, status, trouble, tookMs, answer }) => (
            <tr key={number}>
              <th scope="row">{number}</th>
              <td>
                <time dateTime={at} title={`${day(at)} ${at}`}>
                  {moment(at)}
                </time>
              </td>
              <td>{status ?? "–"}</td>
              <td>{words.milliseconds(count(tookMs))}</td>
              <td>
                {trouble ?? words.taken}
                <Answer text={answer} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}
