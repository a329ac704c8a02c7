"""Reads the simulator with simple-salesforce 1.12: simple_salesforce_reads.py http://127.0.0.1:PORT

The client speaks https to NAME.salesforce.com only, so its session gets an adapter that leads every request to the
simulator and leaves the rest of it as it is.
"""

import json
import sys
import urllib.request
from urllib.parse import urlsplit, urlunsplit

import requests
from simple_salesforce import Salesforce, SalesforceGeneralError
from simple_salesforce.exceptions import (
    SalesforceAuthenticationFailed,
    SalesforceExpiredSession,
    SalesforceRefusedRequest,
    SalesforceResourceNotFound,
)

BASE = sys.argv[1].rstrip("/")


class ToSimulator(requests.adapters.HTTPAdapter):
    """Sends every request to the simulator's host."""

    def send(self, request, **kwargs):
        to, asked = urlsplit(BASE), urlsplit(request.url)
        request.url = urlunsplit((to.scheme, to.netloc, asked.path, asked.query, ""))
        return super().send(request, **kwargs)


def checked(text):
    print(f"ok: simple-salesforce: {text}")


def control(at, body=None):
    request = urllib.request.Request(f"{BASE}/_sim/{at}", method="POST" if body is not None else "GET")
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(request, data) as reply:
        return json.load(reply)


def session():
    routed = requests.Session()
    routed.mount("https://", ToSimulator())
    return routed


def raises(kind, call, *parts):
    try:
        call()
    except kind as error:
        missing = [part for part in parts if part not in str(error) + str(getattr(error, "content", ""))]
        assert not missing, (missing, str(error))
        return error
    raise AssertionError(f"{kind.__name__} was expected")


def login(org, secret=None):
    return Salesforce(
        domain=f"{org['myDomain']}.my",
        consumer_key=org["clientId"],
        consumer_secret=secret or f"simulated-secret-{org['myDomain']}",
        version="67.0",
        session=session(),
    )


orgs = {org["story"]: org for org in control("state")["orgs"]}

over = login(orgs["over"])
checked("client credentials in a Basic header")

limits = over.limits()
assert limits["MonthlyPlatformEventsUsageEntitlement"]["Remaining"] == -1500
assert limits["DailyApiRequests"]["Remaining"] <= -12
assert limits["DailyApiRequests"]["LiveText for Salesforce (QA)"] == {"Max": 250, "Remaining": 233}
assert limits["DailyFunctionsApiCallLimit"] == {}
checked(f"limits() reads {len(limits)} limits, negative, nested and empty ones among them")

usage = over.api_usage["api-usage"]
assert (usage.used, usage.total) == (15000 - limits["DailyApiRequests"]["Remaining"], 15000)
checked("the usage header agrees with the body")

sandbox = login(orgs["noStorage"]).limits()
assert "DataStorageMB" not in sandbox and "FileStorageMB" not in sandbox
checked("a sandbox without the permission has no storage limits")

raises(SalesforceAuthenticationFailed, lambda: login(orgs["over"], "wrong"), "invalid_client")
checked("a wrong secret is refused")

logins = next(org for org in control("state")["orgs"] if org["story"] == "over")["calls"]["clientCredentials"]
control(f"orgs/{orgs['over']['id']}/fault", {"fault": "sessionExpired", "times": 1})
over.limits()
after = next(org for org in control("state")["orgs"] if org["story"] == "over")["calls"]["clientCredentials"]
assert after == logins + 1
checked("an expired session leads to one more login")

FAULTS = [
    ("dailyLimitExceeded", SalesforceRefusedRequest, "REQUEST_LIMIT_EXCEEDED"),
    ("apiDisabled", SalesforceRefusedRequest, "API_DISABLED_FOR_ORG"),
    ("notFound", SalesforceResourceNotFound, "NOT_FOUND"),
    ("gone", SalesforceGeneralError, "GONE"),
    ("noRoute", SalesforceGeneralError, "Unable to route"),
    ("unavailable", SalesforceGeneralError, "SERVER_UNAVAILABLE"),
    ("cutBody", requests.exceptions.ChunkedEncodingError, ""),
]
for fault, kind, text in FAULTS:
    control(f"orgs/{orgs['over']['id']}/fault", {"fault": fault, "times": 1})
    raises(kind, over.limits, text)
    over.limits()
checked(f"{len(FAULTS)} faults are told apart, and each is gone after one call")

token = control(f"orgs/{orgs['quiet']['id']}/connect", {})
quiet = Salesforce(
    instance="quietpines-dev-ed.my.salesforce.com", session_id=token["accessToken"], version="62.0", session=session()
)
assert "DailyAsyncApexProcessed" not in quiet.limits()
checked("an access token by hand, and version 62.0 without the names of 67.0")

control(f"orgs/{orgs['quiet']['id']}/expire", {})
raises(SalesforceExpiredSession, quiet.limits, "INVALID_SESSION_ID")
checked("an ended session is told as expired")

bad = requests.get(token["id"], headers={"Authorization": "Bearer nonsense"})
assert (bad.status_code, bad.text) == (403, "Bad_OAuth_Token")
checked("the identity URL answers a bad token with one word")
