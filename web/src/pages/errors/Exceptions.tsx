import { Foreign } from "./Foreign";
import { Part } from "./Part";
import { places } from "./places";
import type { Exception } from "./reports";
import { Stack } from "./Stack";

/** What was thrown, and below it what caused it. */
export function Exceptions({ exceptions }: { exceptions: readonly Exception[] }) {
  return places(exceptions.toReversed()).map(({ place, thing: exception }) => (
    <Part key={place} title={place === 0 ? "Exception" : "Caused by"}>
      <p>
        <Foreign isWhole className="font-semibold">
          {exception.type || "Without a type"}
        </Foreign>
        {exception.handled != null && (
          <span className="ml-2 text-muted">
            {exception.handled ? "the program went on" : "nobody caught it"}
            {exception.mechanism && (
              <>
                {" "}
                (<Foreign most={80}>{exception.mechanism}</Foreign>)
              </>
            )}
          </span>
        )}
      </p>
      {exception.value && (
        <p>
          <Foreign isWhole className="whitespace-pre-wrap">
            {exception.value}
          </Foreign>
        </p>
      )}
      {exception.frames && exception.frames.length > 0 && <Stack frames={exception.frames} />}
    </Part>
  ));
}
