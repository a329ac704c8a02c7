import { useEffect, useState } from "react";
import { api } from "@/api/client";
import { answered } from "@/api/Refused";
import { POLL } from "@/limits/polling";
import { useAlerting } from "./alerting";
import { type Health, outcomeOf } from "./channels";
import type { Channel } from "./settings";
import { useAlerts } from "./useAlerts";

/** How often it is looked whether a test has arrived, and for how long. */
const LOOK = 1500;
const PATIENCE = 20_000;

type Test = {
  isBusy: boolean;
  isSent: boolean;
  isWaiting: boolean;
  before?: Health | undefined;
  error?: unknown;
};

const NONE: Test = { isBusy: false, isSent: false, isWaiting: false };

/** Sends a test message, and reads the channel's health until it tells what has come of that. */
export function useChannelTest(channel: Channel, health: Health | undefined) {
  const { org } = useAlerting();
  const [test, setTest] = useState(NONE);
  const isOpen = test.isWaiting && outcomeOf(test.before, health) === undefined;
  useAlerts(org, isOpen ? LOOK : POLL);
  useEffect(() => {
    if (!test.isWaiting) return;
    const patience = setTimeout(() => setTest((now) => ({ ...now, isWaiting: false })), PATIENCE);
    return () => clearTimeout(patience);
  }, [test.isWaiting]);
  async function send() {
    setTest({ ...NONE, isBusy: true });
    try {
      const call = api.POST("/api/orgs/{org}/alerts/test", {
        params: { path: { org } },
        body: { channel: channel.id },
      });
      await answered(call);
      setTest({ isBusy: false, isSent: true, isWaiting: channel.kind !== "email", before: health });
    } catch (error) {
      setTest({ ...NONE, error });
    }
  }
  return { test, send };
}
