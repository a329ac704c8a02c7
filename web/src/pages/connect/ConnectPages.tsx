import { useParams } from "wouter";
import { CausePage } from "./CausePage";
import { causeOf } from "./causes";
import { StartPage } from "./StartPage";

/** Connecting an org, and what became of a connection that failed. */
export default function ConnectPages() {
  const { cause } = useParams<{ cause?: string }>();
  return cause === undefined ? <StartPage /> : <CausePage cause={causeOf(cause)} />;
}
