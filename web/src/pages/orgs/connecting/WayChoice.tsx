import { cn } from "@/kit/cn";
import { WAYS, type Way } from "./ways";

/** The two ways beside each other, with what speaks for each. */
export function WayChoice({ chosen, onChoose }: { chosen: Way; onChoose: (way: Way) => void }) {
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-3 font-semibold text-lg">Who permits it?</legend>
      <div className="grid gap-3 md:grid-cols-2">
        {WAYS.map(({ way, title, facts }) => (
          <label
            key={way}
            className={cn(
              "flex cursor-pointer gap-3 rounded-md border p-4 hover:bg-surface",
              "has-focus-visible:outline-2 has-focus-visible:outline-focus",
              way === chosen ? "border-accent bg-surface" : "border-control",
            )}
          >
            <input
              type="radio"
              name="by"
              value={way}
              checked={way === chosen}
              onChange={() => onChoose(way)}
              className="mt-1 size-4 shrink-0 accent-accent"
            />
            <span className="grid min-w-0 content-start gap-1">
              <span className="font-semibold text-base">{title}</span>
              {facts.map(([name, words]) => (
                <span key={name}>
                  <span className="text-muted">{name}</span> {words}
                </span>
              ))}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
