import { useEffect } from "react";
import { moment } from "@/words/times";

/** Says that this is somebody else's view, and until when; it is not for search engines. */
export function SharedView({ until }: { until: string | undefined }) {
  useEffect(() => {
    const robots = document.createElement("meta");
    robots.name = "robots";
    robots.content = "noindex";
    document.head.append(robots);
    return () => robots.remove();
  }, []);
  return <p className="text-muted">Shared view{until && <>, until {moment(until)}</>}</p>;
}
