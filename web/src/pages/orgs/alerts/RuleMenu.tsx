import { Menu, menuItemClass } from "@/kit/Menu";
import { type Edit, type Rule, withChanged, withoutRule } from "./settings";
import { useOpened } from "./useOpened";

/** What is done with a rule less often. */
export function RuleMenu({
  rule,
  name,
  isOther,
  change,
}: {
  rule: Rule;
  /** The rule in words. */
  name: string;
  /** Whether other thresholds hold for a while. */
  isOther: boolean;
  change: (edit: Edit, told: string) => void;
}) {
  const { open } = useOpened();
  const hasThresholds = Object.keys(rule.condition).length > 1;
  return (
    <Menu
      label={
        <>
          More<span className="sr-only">for: {name}</span>
        </>
      }
    >
      {hasThresholds && (
        <button type="button" className={menuItemClass} onClick={() => open({ temporary: rule.id })}>
          Other thresholds for a while…
        </button>
      )}
      {isOther && (
        <button
          type="button"
          className={menuItemClass}
          onClick={() =>
            change(
              (now) => withChanged(now, rule.id, { temporary: null }),
              "The rule’s own thresholds hold again.",
            )
          }
        >
          Back to its own thresholds
        </button>
      )}
      <button
        type="button"
        className={menuItemClass}
        onClick={() => change((now) => withoutRule(now, rule.id), "The rule is removed.")}
      >
        Remove
      </button>
    </Menu>
  );
}
