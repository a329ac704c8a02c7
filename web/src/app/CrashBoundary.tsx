import { Component, type ReactNode } from "react";
import { Button } from "@/kit/Button";

/** How browsers say that a part of the page could not be fetched: no network, or a version that is gone. */
const NOT_FETCHED = /dynamically imported module|importing a module|module script/i;

type State = { failed: false } | { failed: true; error: unknown };

/**
 * Shows what can be done when a page has failed or could not be fetched, instead of nothing. Another address
 * `at` which the reader arrives is another attempt.
 */
export class CrashBoundary extends Component<{ at?: string; children: ReactNode }, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(error: unknown): State {
    return { failed: true, error };
  }

  override componentDidUpdate(before: { at?: string }) {
    if (before.at !== this.props.at && this.state.failed) this.setState({ failed: false });
  }

  override render() {
    const { state } = this;
    if (!state.failed) return this.props.children;
    const isMissing = state.error instanceof Error && NOT_FETCHED.test(state.error.message);
    return (
      <div className="mx-auto grid max-w-lg justify-items-start gap-4 px-4 py-10">
        <h1 className="font-semibold text-xl">
          {isMissing ? "This page could not be loaded" : "This page has failed"}
        </h1>
        <p>
          {isMissing
            ? "The network is gone, or Force Monitor has a new version. Load it again."
            : "Nothing is lost: what is connected stays connected. Load it again."}
        </p>
        <Button onClick={() => location.reload()}>Load again</Button>
      </div>
    );
  }
}
