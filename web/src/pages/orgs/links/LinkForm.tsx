import { type FormEvent, useRef, useState } from "react";
import { Link } from "wouter";
import { useUrlState } from "@/app/useUrlState";
import { Button } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";
import { Field } from "@/kit/Field";
import { Notice } from "@/kit/Notice";
import { Select } from "@/kit/Select";
import { Trouble } from "@/kit/Trouble";
import type { WatchedOrg } from "../watched";
import { MOST, type Shared, useNewShare } from "./shares";
import { DAYS, nameTrouble, USUAL_DAYS } from "./words";

/** Makes a link: what it is called, what it shows, for how long. */
export function LinkForm({
  orgs,
  count,
  onMade,
}: {
  orgs: readonly WatchedOrg[];
  count: number;
  onMade: (made: Shared) => void;
}) {
  const [url, change] = useUrlState();
  const form = useRef<HTMLFormElement>(null);
  const [wrong, setWrong] = useState<string>();
  const making = useNewShare();
  const chosen = orgs.some(({ org }) => org.id === url.org) ? url.org : "";
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (making.isPending) return;
    const typed = new FormData(event.currentTarget);
    const name = String(typed.get("name")).trim();
    const trouble = nameTrouble(name);
    setWrong(trouble);
    if (trouble) return form.current?.querySelector("input")?.focus();
    const wanted = {
      name,
      days: Number(typed.get("days")),
      masked: typed.has("masked"),
      org: chosen || null,
    };
    making.mutate(wanted, { onSuccess: onMade });
  };
  if (orgs.length === 0) {
    return (
      <EmptyState title="There is nothing to show yet">
        <p>
          A link shows orgs that you watch. <Link href="/orgs/new">Watch an org</Link> first.
        </p>
      </EmptyState>
    );
  }
  if (count >= MOST) {
    return (
      <Notice tone="warn">
        <p>There are {MOST} links, and more there cannot be. Revoke one that nobody needs to make another.</p>
      </Notice>
    );
  }
  return (
    <section aria-labelledby="new" className="grid gap-3">
      <h2 id="new" className="font-semibold text-lg">
        New link
      </h2>
      <form
        ref={form}
        onSubmit={submit}
        noValidate
        className="grid max-w-xl gap-4 rounded-md border border-hairline p-4 sm:p-6"
      >
        <Field
          label="Name"
          name="name"
          autoComplete="off"
          maxLength={160}
          hint="For you alone: whom the link is for, or where it hangs."
          error={wrong}
          onInput={() => setWrong(undefined)}
        />
        <Select
          label="Shows"
          name="org"
          className="grid! items-start gap-1"
          value={chosen}
          onChange={(event) => change({ org: event.target.value })}
          options={[["", "All orgs, also later ones"], ...orgs.map(({ org }) => [org.id, org.name] as const)]}
        />
        <Select
          label="Good for"
          name="days"
          className="grid! items-start gap-1"
          defaultValue={USUAL_DAYS}
          options={DAYS}
        />
        <label className="flex min-h-6 items-start gap-2 pointer-coarse:min-h-11">
          <input type="checkbox" name="masked" className="mt-0.5 size-4 shrink-0 accent-accent" />
          <span>
            Hide {chosen ? "the org’s name and address" : "the orgs’ names and addresses"}
            <span className="block text-muted">Numbers, times and the org’s id stay visible.</span>
          </span>
        </label>
        {making.error && <Trouble error={making.error} />}
        <p>
          <Button type="submit" look="primary" busy={making.isPending}>
            Make the link
          </Button>
        </p>
      </form>
    </section>
  );
}
