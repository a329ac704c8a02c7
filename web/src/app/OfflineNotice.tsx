import { useSyncExternalStore } from "react";
import { Notice } from "@/kit/Notice";

/** Says that the device is offline: what is shown stays, and grows old. */
export function OfflineNotice() {
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status">
      {!isOnline && (
        <div className="mx-auto w-full max-w-[80rem] px-4 pt-4 sm:px-6">
          <Notice tone="warn">
            You are offline. What you see stays as it was; its age is told beside it.
          </Notice>
        </div>
      )}
    </div>
  );
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}
