"""Reports with Sentry's SDK for Python as a program would, and prints what the SDK sends, one event a line:
SENTRY_DSN=... python sentry_reports.py gzip|br"""

import json
import logging
import sys

import sentry_sdk


def read_amount(order: dict) -> int:
    amount = order["amount"]
    return int(amount)


def pay(order: dict) -> None:
    try:
        read_amount(order)
    except ValueError as cause:
        attempts = 3
        raise RuntimeError(f"order {order['number']} failed after {attempts} attempts") from cause


def note(event: dict, _hint: dict) -> dict:
    print(json.dumps(event), flush=True)
    return event


sentry_sdk.init(
    release="till@2.1.0",
    environment="staging",
    server_name="till-7",
    before_send=note,
    shutdown_timeout=30,
    _experiments={"transport_compression_algo": sys.argv[1]},
)
# What the SDK packs by; there is no other way to see it from here.
assert sentry_sdk.get_client().transport._compression_algo == sys.argv[1]
sentry_sdk.set_user({"id": "u-7", "username": "ada"})
sentry_sdk.set_tag("till", "north")
sentry_sdk.set_extra("basket", {"articles": ["tea", "milk"], "total": 7.5})
sentry_sdk.add_breadcrumb(
    type="navigation", category="till", level="warning", message="the drawer was open", data={"drawer": 2})
try:
    pay({"number": 7, "amount": "ten"})
except RuntimeError as error:
    sentry_sdk.capture_exception(error)
sentry_sdk.capture_message("the paper is low", level="warning")
logging.getLogger("till.printer").error("printer %s has %d jobs", "north", 12)
raise KeyError("the drawer is gone")
