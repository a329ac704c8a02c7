import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import causes from "@/generated/causes.json";

const page = readFileSync(new URL("../../index.html", import.meta.url), "utf8");

describe("the landing page", () => {
  test("refers to its own site alone, in a way that holds below a stage prefix too", () => {
    const built = ["/src/landing/landing.css", "/src/landing/landing.ts"];
    const references = [...page.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map(([, address]) => address);
    expect(references.length).toBeGreaterThan(8);
    expect(references.filter((each) => !/^(\.\/|#)/.test(each ?? "") && !built.includes(each ?? ""))).toEqual(
      [],
    );
  });

  test("has nothing in it that the policy default-src 'self' refuses", () => {
    expect(page).not.toMatch(/\sstyle=|<style|\son\w+=|javascript:|data:/);
    expect(page.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="/src/landing/landing.ts">']);
  });

  test("asks the admin for the same as the page of the failure does", () => {
    const message = /<p id="message">([^<]*)<\/p>/.exec(page)?.[1];
    const said = message?.replaceAll("&gt;", ">").replace(/\s+/g, " ");
    expect(said).toBe(causes.find(({ slug }) => slug === "app-not-installed")?.admin);
  });
});
