import type { ReactNode } from "react";
import { CopyButton } from "@/kit/CopyButton";

/** A text to send to the org's admin, who alone can help, and what else can be done with it. */
export function AdminText({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <figure className="grid gap-3 rounded-md border border-hairline bg-surface p-4">
      <figcaption className="font-semibold">Text for your admin</figcaption>
      <blockquote className="whitespace-pre-wrap">{text}</blockquote>
      <p className="flex flex-wrap gap-2">
        <CopyButton text={text} label="Copy the text" />
        {children}
      </p>
    </figure>
  );
}
