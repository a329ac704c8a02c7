import { useHistoryState } from "wouter/use-browser-location";

/** What a page may say to the one that it leads to. */
export type News = { news?: string } | null;

/** What has become of an org that was watched, on the page to which that leads. */
export function RemovedNews() {
  const news = useHistoryState<News>()?.news;
  return (
    <p role="status" className="font-medium empty:hidden">
      {news}
    </p>
  );
}
