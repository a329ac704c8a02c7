import { afterEach, describe, expect, it } from "vitest";
import { Refused } from "@/api/Refused";
import { asOperator, authorization, enter, isNoOperator, leave, presentAccess } from "./access";

const accepted = async (headers: Record<string, string>) => ({ data: headers, response: new Response("{}") });
const refused = async () => ({
  error: { code: "ops_token_required", detail: "This is for whoever runs this deployment." },
  response: new Response(null, { status: 401 }),
});

afterEach(leave);

describe("the operator's token", () => {
  it("goes with each question as soon as it was entered, and not before", async () => {
    expect(await asOperator(accepted)).toEqual({});
    enter("token");
    expect(await asOperator(accepted)).toEqual({ authorization: "Bearer token" });
  });

  it("is forgotten when it was asked to, or refused", async () => {
    enter("token");
    leave();
    expect(authorization()).toEqual({});
    enter("token");
    await expect(asOperator(refused)).rejects.toThrow("This is for whoever runs this deployment.");
    expect(authorization()).toEqual({});
  });

  it("is told apart from an account and its session when it is refused", async () => {
    const codes = ["ops_token_required", "operator_only", "session_required"];
    const refusedWith = (code: string) => async () => ({
      error: { code, detail: "" },
      response: new Response(null, { status: code === "operator_only" ? 403 : 401 }),
    });
    const told = [];
    for (const token of ["token", ""]) {
      for (const code of codes) {
        enter(token);
        await expect(asOperator(refusedWith(code))).rejects.toThrow();
        told.push(presentAccess().refusal?.of);
      }
    }
    expect(told).toEqual(["token", "token", "token", "session", "account", "session"]);
  });

  it("stays when an older one is refused late", async () => {
    enter("old");
    const late = asOperator(async () => {
      enter("new");
      return refused();
    });
    await expect(late).rejects.toThrow();
    expect(authorization()).toEqual({ authorization: "Bearer new" });
  });

  it("stays when something else goes wrong", async () => {
    enter("token");
    const broken = async () => ({ response: new Response(null, { status: 503 }) });
    await expect(asOperator(broken)).rejects.toThrow();
    expect(authorization()).toEqual({ authorization: "Bearer token" });
    expect(isNoOperator(new Refused("conflict", "", 409))).toBe(false);
  });
});
