import { Fragment } from "react";

/** Salesforce's name for a limit, which breaks between its words where the line is too short. */
export function ApiName({ name }: { name: string }) {
  const words = name.split(/(?=[A-Z][a-z])/);
  return (
    <code className="break-words font-mono text-muted text-xs">
      {words.map((word, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the words of one name never change places.
        <Fragment key={at}>
          {at > 0 && <wbr />}
          {word}
        </Fragment>
      ))}
    </code>
  );
}
