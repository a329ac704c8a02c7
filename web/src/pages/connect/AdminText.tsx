import { CopyButton } from "@/kit/CopyButton";

/** A text to send to the org's admin, who alone can help. */
export function AdminText({ text }: { text: string }) {
  return (
    <figure className="grid gap-3 rounded-md border border-hairline bg-surface p-4">
      <figcaption className="font-semibold">Text for your admin</figcaption>
      <blockquote className="whitespace-pre-wrap">{text}</blockquote>
      <CopyButton text={text} label="Copy the text" />
    </figure>
  );
}
