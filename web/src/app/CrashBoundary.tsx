import { Component, type ReactNode } from "react";
import { Button } from "@/kit/Button";

/** Shows what can be done when the page itself has failed, instead of nothing. */
export class CrashBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <main className="mx-auto grid max-w-lg gap-4 p-6">
        <h1 className="font-semibold text-xl">This page has failed</h1>
        <p>Nothing is lost: what is connected stays connected. Load the page again.</p>
        <Button onClick={() => location.reload()}>Load again</Button>
      </main>
    );
  }
}
