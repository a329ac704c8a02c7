import { useState } from "react";
import { useNow } from "@/app/useNow";
import { Button } from "@/kit/Button";
import { Notice } from "@/kit/Notice";
import { Trouble } from "@/kit/Trouble";
import { standing } from "./decisions";
import { Foreign } from "./Foreign";
import { MergeDialog } from "./MergeDialog";
import { MergedGroups } from "./MergedGroups";
import { MuteDialog } from "./MuteDialog";
import { MuteMenu } from "./MuteMenu";
import { useDecide } from "./queries";
import type { Change, Group } from "./reports";

/** What holds for a group, and what can be decided about it. */
export function GroupDecisions({
  group,
  project,
  onMoved,
  onRetry,
}: {
  group: Group;
  project: string;
  /** After a decision that takes the pressed button away. */
  onMoved: () => void;
  onRetry: () => void;
}) {
  const now = useNow();
  const decide = useDecide(project);
  const [dialog, setDialog] = useState<"mute" | "merge">();
  const change = (what: Change, then = () => {}) =>
    decide.mutate({ group: group.id, change: what }, { onSuccess: then });
  const close = () => setDialog(undefined);
  return (
    <section aria-label="What was decided" className="grid gap-3">
      <p role="status">
        <Foreign>{standing(group, now)}</Foreign>
      </p>
      {group.mergedInto ? (
        <Notice>
          <MergedGroups ids={[group.mergedInto]} project={project}>
            Decide about the group that it was merged into, or take it out again.
          </MergedGroups>
          <p>
            <Button busy={decide.isPending} onClick={() => change({ unmerge: true }, onMoved)}>
              Take it out again
            </Button>
          </p>
        </Notice>
      ) : (
        <div className="flex flex-wrap gap-2" data-print="no">
          {/* One button in one place: it keeps the focus when it has done what it says. */}
          <Button
            look="primary"
            busy={decide.isPending}
            onClick={() => change({ status: group.status === "open" ? "resolved" : "open" })}
          >
            {group.status === "open" ? "Resolve" : "Open again"}
          </Button>
          {group.release && group.status !== "resolved" && (
            <Button
              busy={decide.isPending}
              onClick={() => change({ status: "resolved", inNextRelease: true }, onMoved)}
            >
              Resolve in the next release
            </Button>
          )}
          <MuteMenu onMute={change} onAsk={() => setDialog("mute")} />
          <Button onClick={() => setDialog("merge")}>Merge…</Button>
        </div>
      )}
      {decide.error && (
        <Trouble
          error={decide.error}
          onRetry={() => {
            decide.reset();
            onRetry();
          }}
        />
      )}
      {group.merged.length > 0 && (
        <MergedGroups
          ids={group.merged}
          project={project}
          onTakeOut={(id) => decide.mutate({ group: id, change: { unmerge: true } }, { onSuccess: onMoved })}
        >
          Merged into this group, and counted here:
        </MergedGroups>
      )}
      {dialog === "mute" && (
        <MuteDialog
          onClose={close}
          onMute={(forMore) => {
            close();
            change({ status: "muted", forMore });
          }}
        />
      )}
      {dialog === "merge" && (
        <MergeDialog
          group={group}
          project={project}
          onClose={close}
          onMerge={(mergeInto) => {
            close();
            change({ mergeInto }, onMoved);
          }}
        />
      )}
    </section>
  );
}
