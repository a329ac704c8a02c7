import { CopyButton } from "@/kit/CopyButton";
import { count } from "@/words/numbers";
import { Foreign } from "./Foreign";
import type { Project } from "./reports";
import { snippets } from "./snippets";

/** How a program reports to a project: its DSN, and what stands in the program. */
export function FirstSteps({ project }: { project: Project }) {
  return (
    <div className="grid min-w-0 gap-4 py-2">
      <p>
        Give this DSN of <Foreign>{project.name}</Foreign> to any Sentry SDK. It says where an error belongs
        and proves nothing, so it may stand in a web page.
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <code className="wrap-anywhere rounded-sm bg-surface px-2 py-1 font-mono">{project.dsn}</code>
        <CopyButton text={project.dsn} label="Copy the DSN" />
      </div>
      {snippets(project.dsn).map(([language, code]) => (
        <figure key={language} className="grid min-w-0 gap-2">
          <figcaption className="font-medium">{language}</figcaption>
          <pre className="wrap-anywhere whitespace-pre-wrap rounded-sm bg-surface p-3 font-mono text-xs">
            {code}
          </pre>
          <p>
            <CopyButton text={code} label={`Copy for ${language}`} />
          </p>
        </figure>
      ))}
      <p className="text-muted">
        Taken are {count(project.quota.perFiveMinutes)} events in five minutes and{" "}
        {count(project.quota.perHour)} in an hour.
      </p>
    </div>
  );
}
