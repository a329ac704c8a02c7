import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Where a running system is. */
export type System = {
  /** The page's and the API's address, without a slash at its end. */
  url: string;
  /** The simulated Salesforce's address, likewise. */
  simulator: string;
  /** The project that errors are reported to. */
  dsn: string;
  /** DynamoDB's address. */
  dynamodb: string;
  /** The operator's token. */
  opsToken: string;
  stop(): Promise<void>;
};

/** Starts the whole system on free ports, in memory, without history unless asked for, as `make run` does. */
export async function start({ history = false } = {}): Promise<System> {
  const env = {
    ...process.env,
    PORT: "0",
    DATA_DIR: "",
    HISTORY: history ? "" : "off",
    SALESFORCE_CLIENT_ID: "",
    SALESFORCE_CLIENT_SECRET: "",
  };
  const server = spawn(`${ROOT}/target/debug/force-monitor`, {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const printed = await announced(server);
  return { ...printed, stop: () => stopped(server) };
}

/** What a start prints: a name and its value on a line. */
const PRINTED = {
  url: /^ +page +(\S+?)\/?$/,
  simulator: /^ +Salesforce +simulated, at (\S+?)\/?$/,
  dsn: /^ +errors +(\S+)/,
  dynamodb: /^ +DynamoDB +(\S+?)\/?$/,
  opsToken: /^ +ops token +(\S+)$/,
};

async function announced(server: ChildProcess): Promise<Omit<System, "stop">> {
  const found: Record<string, string> = {};
  if (!server.stdout) throw new Error("the server has no output");
  for await (const line of createInterface({ input: server.stdout })) {
    for (const [name, pattern] of Object.entries(PRINTED)) {
      const value = pattern.exec(line)?.[1];
      if (value) found[name] = value;
    }
    if (line.startsWith("Stop with")) return found as Omit<System, "stop">;
  }
  throw new Error("the server ended before it was ready");
}

async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill();
  await ended;
}
