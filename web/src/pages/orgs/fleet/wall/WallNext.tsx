import { StateMark } from "@/kit/StateMark";
import { sentenceOf } from "@/words/sentences";
import { besides } from "./nextLimits";
import { useNextLimits } from "./useNextLimits";

/** The limits that come next. Their room is kept while they are on their way. */
export function WallNext({
  org,
  worst,
  following,
  now,
  token,
}: {
  org: string;
  worst: string | undefined;
  following: string | undefined;
  now: number;
  token: string | undefined;
}) {
  const limits = useNextLimits(org, following, token);
  return (
    <ul
      aria-label="Next limits"
      className="grid min-h-[calc(var(--u)*14)] content-start gap-[calc(var(--u)*.8)]
        text-[calc(var(--u)*2.800)]"
    >
      {besides(limits ?? [], worst).map((limit) => (
        <li key={limit.name} className="flex items-baseline gap-[0.6em]">
          <span className="[&_svg]:size-[0.8em]">
            <StateMark state={limit.state} bare />
          </span>
          {sentenceOf(limit, now)}
        </li>
      ))}
    </ul>
  );
}
