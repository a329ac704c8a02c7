import { expect } from "@playwright/test";
import type { System } from "./system";

/** One of the simulated orgs, and the faults that can be switched on for each of them. */
export async function simulated(system: System, name: string): Promise<{ id: string; faults: string[] }> {
  const state = await (await fetch(`${system.simulator}/_sim/state`)).json();
  const org = state.orgs.find((each: { name: string }) => each.name === name);
  return { id: org.id, faults: state.faults };
}

/** Switches a fault on, in place of all others; at its usual place unless another one is named. */
export async function setFault(system: System, org: string, fault: object): Promise<void> {
  await control(system, org, "clear", {});
  await control(system, org, "fault", fault);
}

async function control(system: System, org: string, act: string, body: object): Promise<void> {
  const answer = await fetch(`${system.simulator}/_sim/orgs/${org}/${act}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.status, await answer.text()).toBe(200);
}
