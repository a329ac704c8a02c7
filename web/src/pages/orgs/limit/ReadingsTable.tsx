import { Link } from "wouter";
import { dayAndMoment } from "@/charts/told";
import { given } from "@/limits/words";
import { count, percent } from "@/words/numbers";
import { moment } from "@/words/times";
import type { Known } from "./known";
import { PAGE, pageOf, pagesOf, rowsOf } from "./paging";
import { useAddress } from "./useAddress";

const NUMBER = "py-1 pl-2 sm:pl-3 text-right tabular-nums whitespace-nowrap";

/** The same readings as in the chart, the newest first, some at a time. */
export function ReadingsTable({ known }: { known: Known }) {
  const { url } = useAddress();
  const { course, history, from, to } = known;
  const pages = pagesOf(course);
  const page = pageOf(url.page, pages);
  const first = course.at[0];
  const isByHour = to - from > 73 * 3_600_000;
  return (
    <section aria-labelledby="readings" className="grid min-w-0 content-start gap-2">
      <h2 id="readings" className="font-semibold text-base">
        Readings, the newest first
      </h2>
      <p className="text-muted">
        {count(course.at.length)} in all{first !== undefined && `, the first of ${moment(first)}`}.
        {isByHour && " Of times longer than 3 days the least, the most and the last reading of each hour."}
      </p>
      <table className="w-full border-collapse max-sm:text-xs">
        <caption className="sr-only">Readings</caption>
        <thead className="text-muted">
          <tr className="border-control border-b">
            <th scope="col" className="py-1 text-left font-medium">
              Read
            </th>
            {["Used", "Allowed", "Of it"].map((words) => (
              <th key={words} scope="col" className={`${NUMBER} font-medium`}>
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(course, page).map(({ at, used, max }) => (
            <tr key={at} className="border-hairline border-b">
              <th scope="row" className="py-1 text-left font-normal tabular-nums">
                <ReadAt at={at} />
              </th>
              <td className={NUMBER}>{given(used, history.unit)}</td>
              <td className={NUMBER}>{given(max, history.unit)}</td>
              <td className={NUMBER}>{used !== null && max ? percent((used / max) * 100) : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {pages > 1 && <Pages page={page} pages={pages} total={course.at.length} />}
    </section>
  );
}

/** A moment that breaks between its day and its hour where the line is too short for both. */
function ReadAt({ at }: { at: number }) {
  const [day = "", hour] = dayAndMoment(at).split(", ");
  const [weekday, ...date] = day.split(" ");
  return (
    <time dateTime={new Date(at).toISOString()}>
      <span className="whitespace-nowrap">
        <span className="max-sm:hidden">{weekday} </span>
        {date.join(" ")},
      </span>{" "}
      <span className="whitespace-nowrap">{hour}</span>
    </time>
  );
}

function Pages({ page, pages, total }: { page: number; pages: number; total: number }) {
  const { hrefWith } = useAddress();
  const link = "inline-flex min-h-6 items-center pointer-coarse:min-h-11";
  const last = Math.min(page * PAGE, total);
  return (
    <nav aria-label="Pages of readings" className="flex flex-wrap items-center gap-x-4" data-print="no">
      {page > 1 && (
        <Link href={hrefWith({ page: page > 2 ? `${page - 1}` : undefined })} replace className={link}>
          Newer
        </Link>
      )}
      <span className="text-muted tabular-nums">
        {count((page - 1) * PAGE + 1)} to {count(last)} of {count(total)}
      </span>
      {page < pages && (
        <Link href={hrefWith({ page: `${page + 1}` })} replace className={link}>
          Older
        </Link>
      )}
    </nav>
  );
}
