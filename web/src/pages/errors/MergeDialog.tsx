import { type FormEvent, useState } from "react";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Trouble } from "@/kit/Trouble";
import { plural } from "@/words/numbers";
import { FilterText } from "./FilterText";
import { Foreign } from "./Foreign";
import { filtersOf } from "./filters";
import { useGroups } from "./queries";
import type { Group } from "./reports";

/** Asks for the group that another one belongs to. */
export function MergeDialog({
  group,
  project,
  onClose,
  onMerge,
}: {
  group: Group;
  project: string;
  onClose: () => void;
  onMerge: (into: string) => void;
}) {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<string>();
  const [isMissing, setMissing] = useState(false);
  const groups = useGroups(filtersOf({ project, text, status: "all" }));
  // A group that was merged itself takes no others.
  const others = groups.data?.groups.filter((each) => each.id !== group.id && !each.mergedInto) ?? [];
  function submit(event: FormEvent) {
    event.preventDefault();
    const into = others.find((each) => each.id === chosen);
    if (into) onMerge(into.id);
    else setMissing(true);
  }
  return (
    <Dialog title="Merge into another group" onClose={onClose} wide>
      <form onSubmit={submit} className="grid gap-4 [&>*]:min-w-0">
        <p>Its events are counted there from now on, and both are shown as one. It can be taken out again.</p>
        <FilterText label="Search" name="merge" isEager value={text} onChange={setText} />
        {groups.error && <Trouble error={groups.error} onRetry={() => groups.refetch()} />}
        {groups.data && others.length === 0 && <p>There is no other group{text && " that fits"}.</p>}
        <fieldset className="grid gap-1 [&>*]:min-w-0">
          <legend className="sr-only">Group to merge into</legend>
          {others.map((each) => (
            <label key={each.id} className="flex min-h-8 cursor-pointer gap-2 py-1 pointer-coarse:min-h-11">
              <input
                type="radio"
                name="into"
                className="mt-0.5 size-4 shrink-0 accent-accent"
                checked={chosen === each.id}
                onChange={() => setChosen(each.id)}
              />
              <span className="min-w-0">
                <Foreign most={160}>{each.title}</Foreign>
                <span className="text-muted">, {plural(each.count, "event")}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {isMissing && (
          <p role="alert" className="text-crit">
            Choose a group.
          </p>
        )}
        <p>
          <Button type="submit" look="primary">
            Merge
          </Button>
        </p>
      </form>
    </Dialog>
  );
}
