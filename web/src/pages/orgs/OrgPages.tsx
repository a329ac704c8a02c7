import { lazy } from "react";
import { Route, Switch } from "wouter";

const Fleet = lazy(() => import("./fleet/FleetPage"));
const NewOrg = lazy(() => import("./connecting/NewOrgPage"));
const Links = lazy(() => import("./links/LinksPage"));
const Org = lazy(() => import("./org/OrgPage"));
const Limit = lazy(() => import("./limit/LimitPage"));
const Alerts = lazy(() => import("./alerts/AlertsPage"));
const Events = lazy(() => import("./alerts/EventsPage"));
const Connection = lazy(() => import("./connecting/ConnectionPage"));
const NotFound = lazy(() => import("../NotFound"));
const Share = lazy(() => import("./share/SharePage"));

/** The pages of watched orgs: for who watches them, and for who has been given a link. */
export default function OrgPages() {
  return (
    <Switch>
      <Route path="/orgs" component={Fleet} />
      <Route path="/orgs/new" component={NewOrg} />
      <Route path="/orgs/links" component={Links} />
      <Route path="/orgs/:org">{({ org }) => <Org org={org} />}</Route>
      <Route path="/orgs/:org/limits/:name">{({ org, name }) => <Limit org={org} name={name} />}</Route>
      <Route path="/orgs/:org/alerts">{({ org }) => <Alerts org={org} />}</Route>
      <Route path="/orgs/:org/events">{({ org }) => <Events org={org} />}</Route>
      <Route path="/orgs/:org/connection">{({ org }) => <Connection org={org} />}</Route>
      <Route path="/share/*?" component={Share} />
      <Route component={NotFound} />
    </Switch>
  );
}
