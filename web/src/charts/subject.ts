import type { components } from "@/generated/api";
import type { Course } from "./course";

/** What happened at a moment of a course. */
export type Note = {
  at: number;
  /** What is said of it. */
  words: string;
  /** What kind of thing it is, which decides about its mark. */
  kind: components["schemas"]["EventKind"] | "muted";
};

/** How a course is expected to go on: up to the moment when the limit is used up. */
export type Projection = {
  /** The moment of the reading that it goes on from. */
  from: number;
  /** What was used then. */
  used: number;
  /** When all is used: the most likely moment, and between which others it lies. */
  runsOutAt: number;
  earliest: number;
  latest: number;
  /** What is allowed by then. */
  max: number;
};

/** From how many percent on use is in danger, and in great danger. */
export type Thresholds = { warning: number; critical: number };

/** All that a chart shows. Moments are in milliseconds, all of them by the same clock. */
export type Subject = {
  course: Course;
  from: number;
  to: number;
  now: number;
  unit: "count" | "MB";
  projection?: Projection | undefined;
  thresholds?: Thresholds | undefined;
  /** The course of a week before, moved to the same time. */
  lastWeek?: Course | undefined;
  notes?: readonly Note[] | undefined;
  /** Whether the height stands for what was used, and not for what is allowed. */
  close?: boolean | undefined;
};
