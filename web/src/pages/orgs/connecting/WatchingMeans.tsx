/** What becomes of an org that is watched, in three lines. */
export function WatchingMeans() {
  return (
    <ul className="grid list-disc gap-1 pl-5 text-base">
      <li>
        Its limits are read every five minutes, also at night: 288 API calls a day, which Salesforce counts.
        That is 1.9 % of what a Developer org has, and less than 0.3 % in an org with 100,000 calls.
      </li>
      <li>
        Its history is kept: each reading for 30 days, hours for 13 months. From it follows when a limit runs
        out, and how sure that is.
      </li>
      <li>
        You are told before a limit is full: by mail at once, by Slack, Teams or a webhook if you like. No
        record is read, and nothing is written.
      </li>
    </ul>
  );
}
