import { useState } from "react";
import { Button } from "./Button";
import { Icon } from "./Icon";

/** Copies a text, and says whether that has worked. */
export function CopyButton({ text, label = "Copy" }: { text: string; label?: string }) {
  const [outcome, setOutcome] = useState("");
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setOutcome("Copied"),
      () => setOutcome("Select the text and copy it by hand"),
    );
  return (
    <span className="inline-flex items-center gap-2">
      <Button onClick={copy}>
        <Icon name="copy" />
        {label}
      </Button>
      <span role="status" className="text-muted">
        {outcome}
      </span>
    </span>
  );
}
