import { useState } from "react";
import type { components } from "@/generated/api";
import { Button, buttonClass } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Notice } from "@/kit/Notice";
import { connectHref, hostOf } from "@/limits/connecting";

/** The connection is over. What was read stays, with its age, for whoever still needs it. */
export function Ended({ org }: { org: components["schemas"]["Org"] }) {
  const [isOpen, setOpen] = useState(true);
  const again = (
    <a href={connectHref(hostOf(org))} className={buttonClass("primary")}>
      Connect again
    </a>
  );
  if (!isOpen) {
    return (
      <Notice tone="warn">
        <p>The connection with {org.name} has ended. What you see is the last reading.</p>
        <p>{again}</p>
      </Notice>
    );
  }
  return (
    <Dialog title="The connection has ended" onClose={() => setOpen(false)}>
      <p>
        Salesforce or Force Monitor has ended the connection with {org.name}, as happens after some hours. The
        last reading stays on the page, with its age.
      </p>
      <p className="flex flex-wrap gap-3">
        {again}
        <Button onClick={() => setOpen(false)}>Keep looking</Button>
      </p>
    </Dialog>
  );
}
