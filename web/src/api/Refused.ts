import type { components } from "@/generated/api";

/** What every refusal says (RFC 9457). */
export type Problem = components["schemas"]["Problem"];

/** Why a request got no answer that can be used. */
export class Refused extends Error {
  override readonly name = "Refused";
  /** What went wrong, for the program: a code of the API, or `offline`, `timeout`, `unreadable`. */
  readonly code: string;
  /** The HTTP status; 0 if there was none. */
  readonly status: number;
  /** The request's id, which also stands in the log. */
  readonly requestId: string | undefined;
  /** Seconds to wait before the next attempt, if the answer named them. */
  readonly retryAfter: number | undefined;

  constructor(
    code: string,
    detail: string,
    status = 0,
    requestId?: string | undefined,
    retryAfter?: number | undefined,
  ) {
    super(detail);
    this.code = code;
    this.status = status;
    this.requestId = requestId;
    this.retryAfter = retryAfter;
  }

  /** Whether trying again later may help without doing anything else. */
  get isPassing(): boolean {
    return this.status === 0 || this.status >= 500 || this.status === 429;
  }
}

/** The refusal that an answer stands for. */
export function refusal(response: Response, problem: unknown): Refused {
  const wait = Number(response.headers.get("retry-after"));
  const retryAfter = wait > 0 ? wait : undefined;
  const id = response.headers.get("x-request-id") ?? undefined;
  if (!isProblem(problem)) {
    return new Refused("unreadable", "The answer could not be read.", response.status, id, retryAfter);
  }
  return new Refused(problem.code, problem.detail, response.status, problem.requestId || id, retryAfter);
}

/** What an answer of the client holds, or the refusal thrown. */
export async function answered<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw refusal(response, error);
  return data as T;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && "detail" in value;
}
