import { lazy, Suspense } from "react";
import { Route, Switch, useLocation } from "wouter";
import { Waiting } from "@/kit/Waiting";
// The dashboard is the first route; everything else is fetched when it is needed.
import { Dashboard } from "@/pages/dashboard/Dashboard";
import { CrashBoundary } from "./CrashBoundary";
import { Shell } from "./Shell";

const Account = lazy(() => import("@/pages/account/AccountPages"));
const Connect = lazy(() => import("@/pages/connect/ConnectPages"));
const Errors = lazy(() => import("@/pages/errors/ErrorPages"));
const Orgs = lazy(() => import("@/pages/orgs/OrgPages"));
const NotFound = lazy(() => import("@/pages/NotFound"));

const ACCOUNT = /^\/(?<page>account|devices|forgot-password|login|register|reset-password|verify-email)\/?$/;

/** All pages by their address. */
export function App() {
  const [path] = useLocation();
  return (
    <Shell>
      <CrashBoundary at={path}>
        <Suspense fallback={<Waiting what="Loading the page" />}>
          <Switch>
            <Route path="/dashboard" component={Dashboard} />
            <Route path="/connect" component={Connect} />
            <Route path="/connect/:cause" component={Connect} />
            <Route path={ACCOUNT} component={Account} />
            <Route path="/errors" component={Errors} />
            <Route path="/errors/:group" component={Errors} />
            <Route path="/orgs/*?" component={Orgs} />
            <Route path="/share/*?" component={Orgs} />
            <Route component={NotFound} />
          </Switch>
        </Suspense>
      </CrashBoundary>
    </Shell>
  );
}
