import { Button } from "@mantine/core";
import { componentsText } from "../text/en/components";

const words = componentsText.older;

interface Props {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage(): unknown;
}

/** The next page of a list whose newest come first. */
export function Older({ hasNextPage, isFetchingNextPage, fetchNextPage }: Props) {
  if (!hasNextPage) return null;
  return (
    <div>
      <Button variant="default" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
        {words.showOlder}
      </Button>
    </div>
  );
}
