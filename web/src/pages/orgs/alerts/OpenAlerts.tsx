import { useAlerting } from "./alerting";
import { OpenItem } from "./OpenItem";

/** What is wrong now, the worst first. */
export function OpenAlerts() {
  const { alerts } = useAlerting();
  if (alerts.open.length === 0) {
    return (
      <p className="text-muted">
        The rules below say what opens an alert. A rule that is new or was changed looks at two readings
        first.
      </p>
    );
  }
  const worst = alerts.open.toSorted(
    (a, b) => Number(b.level === "critical") - Number(a.level === "critical"),
  );
  return (
    <ul aria-label="Open alerts" className="grid border-hairline border-t">
      {worst.map((alert) => (
        <OpenItem key={`${alert.rule} ${alert.limit ?? ""}`} alert={alert} />
      ))}
    </ul>
  );
}
