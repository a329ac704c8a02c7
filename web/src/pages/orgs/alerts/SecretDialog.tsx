import { useEffect } from "react";
import { Button } from "@/kit/Button";
import { CopyButton } from "@/kit/CopyButton";
import { Dialog } from "@/kit/Dialog";
import { useAlerting } from "./alerting";

/** The secrets that sign the posts to new webhooks: they are shown now and never again. */
export function SecretDialog({ secrets, onKept }: { secrets: Record<string, string>; onKept: () => void }) {
  const { channels } = useAlerting();
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => {
      window.removeEventListener("beforeunload", warn);
      // What had the focus before is gone with the dialog in which the channel was added.
      document.getElementById("main")?.focus({ preventScroll: true });
    };
  }, []);
  return (
    // Only the button ends it: whoever presses Escape too early would have to make another channel.
    <Dialog title="Keep this secret" onClose={() => undefined}>
      <p>
        It signs every post, so that the receiver can tell them from others. It is shown now and never again;
        without it, remove the channel and add it once more.
      </p>
      {Object.entries(secrets).map(([id, secret]) => (
        <div key={id} className="grid gap-2">
          <p className="font-medium">{channels.find((channel) => channel.id === id)?.name ?? id}</p>
          <code className="select-all break-all rounded-sm border border-hairline bg-surface p-2 font-mono">
            {secret}
          </code>
          <CopyButton text={secret} />
        </div>
      ))}
      <p>
        <Button look="primary" onClick={onKept}>
          I have kept it
        </Button>
      </p>
    </Dialog>
  );
}
