import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { componentsText } from "../text/en/components";
import css from "./layout.module.css";

const words = componentsText.dialog;

interface Props {
  title: string;
  opened: boolean;
  onClose(): void;
  size?: string | number;
  children: ReactNode;
}

/** A dialog. It does not lock the page's scroll: that would take a style element the content policy refuses. */
export function Dialog({ title, opened, onClose, size = "lg", children }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={size}
      lockScroll={false}
      classNames={{ title: css.dialogTitle }}
      closeButtonProps={{ "aria-label": words.close }}
      // Its header is no banner of the page.
      attributes={{ header: { role: "presentation" } }}
      overlayProps={{ backgroundOpacity: 0.4 }}
      transitionProps={{ duration: 120 }}
    >
      {children}
    </Modal>
  );
}
