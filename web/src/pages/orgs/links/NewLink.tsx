import { useEffect, useRef } from "react";
import { Button } from "@/kit/Button";
import { CopyButton } from "@/kit/CopyButton";
import { moment } from "@/words/times";
import type { Shared } from "./shares";
import { usesOf } from "./uses";

/** A link that has just been made, for its three uses. It is shown here once. */
export function NewLink({ made, onKept }: { made: Shared; onKept: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section
      aria-labelledby="made"
      className="grid min-w-0 gap-5 rounded-md border border-accent bg-surface p-4 sm:p-6"
    >
      <div className="grid gap-1">
        <h2
          id="made"
          ref={heading}
          tabIndex={-1}
          className="wrap-anywhere font-semibold text-lg outline-none"
        >
          The link “{made.name}” is ready
        </h2>
        <p>
          Copy it now: it is shown this once, because only its fingerprint is kept. It is good until{" "}
          {moment(made.expiresAt)}.
        </p>
      </div>
      {usesOf(made).map(({ name, hint, text }) => (
        <figure key={name} className="grid min-w-0 justify-items-start gap-2">
          <figcaption>
            <span className="font-medium">{name}</span>
            <span className="block text-muted">{hint}</span>
          </figcaption>
          <pre
            className="wrap-anywhere w-full whitespace-pre-wrap rounded-sm border border-hairline bg-bg p-3
              font-mono text-xs"
          >
            {text}
          </pre>
          <CopyButton text={text} label={`Copy ${name.replace("For", "for")}`} />
        </figure>
      ))}
      <p>
        <Button onClick={onKept}>I have kept it</Button>
      </p>
    </section>
  );
}
