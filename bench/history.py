"""What it costs to watch an org for a month: a day of each simulated org with the code that is deployed, made money.

The program counts units at DynamoDB's door and runs the poller; here are the prices, and what cannot be counted on one
machine, as assumptions with their reasons.
"""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

from . import bars
from .bars import Finding
from .processes import BrokenRun

DAYS = 30
POLLS = DAYS * 288

# US dollars in us-east-1, on demand, without the free tier; from the services' own price pages, November 2026.
WRITE_UNIT = 0.625e-6
READ_UNIT = 0.125e-6
STORED_GB_MONTH = 0.25
SQS_REQUEST = 0.40e-6
LAMBDA_REQUEST = 0.20e-6
LAMBDA_GB_SECOND = 0.0000133334  # arm64; 0.0000166667 on x86
SCHEDULED_RUN = 1.00e-6
LOGGED_GB = 0.50

# A reading waits for Salesforce most of its time; with its calls to DynamoDB it takes about this long.
COLLECT_SECONDS, COLLECT_GB = 0.35, 0.25
# One line of ours and the three of the platform, in JSON.
LOGGED_BYTES = 1_200
# Each message goes out among ten, and comes in and is deleted alone: the collector's batches are of one.
REQUESTS_OF_A_MESSAGE = 0.1 + 2
# Lambda asks an empty queue five at a time, each for twenty seconds.
IDLE_REQUESTS = DAYS * 86_400 / 20 * 5

# How long the items of each kind are kept, in days: those of `names` for ever.
KEPT = {"p": 30, "d": 35, "l": 397}
# How many items of a kind a day is; of the hours, which are many, how many days the program has stored.
OF_A_DAY = {"p": 288, "d": 1}
DAYS_OF_HOURS = 90


def findings(binary: Path) -> Iterator[Finding]:
    found = measured(binary)
    days, rounds = found["days"], found["poller"]
    for day in days:
        yield from of_org(day)
    yield from bars_of(days)
    # The day's own poller has read for one org with each poll.
    reads = mean(day["read_units"] for day in days) * DAYS - POLLS * rounds[0]["read_units"]
    for each in rounds:
        yield from of_many(each, reads, days)


def measured(binary: Path) -> dict:
    try:
        run = subprocess.run([binary], check=True, capture_output=True, text=True, timeout=900)
        return json.loads(run.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise BrokenRun(f"{binary}: {error} {getattr(error, 'stderr', '')}") from error


def of_org(day: dict) -> Iterator[Finding]:
    org = day["org"]
    yield scale(f"{org}: write units, month", day["write_units"] * DAYS, "units")
    yield scale(f"{org}: read units, month", day["read_units"] * DAYS, "units")
    yield scale(f"{org}: stored, 13 months", stored(day), "bytes")


def bars_of(days: list[dict]) -> Iterator[Finding]:
    def most(what: str) -> float:
        return max(day[what] for day in days)

    # Whole ones are of every hour and may take more.
    yield bars.exactly(bars.WATCHING, "a poll that changes values", most("changed_item_units"), "write unit", 1)
    yield scale("a whole poll, at most", most("whole_item_units"), "write units")
    yield bars.at_most(bars.WATCHING, "24 hours of a limit", most("read_24_hours"), "read units", 10)
    yield bars.at_most(bars.WATCHING, "90 days of a limit", most("read_90_days"), "read units", 30)


def of_many(each: dict, own_reads: float, days: list[dict]) -> Iterator[Finding]:
    """What an org costs among so many: its own part, and its share of what the poller and idle queues cost."""
    orgs = each["orgs"]
    name = f"{orgs:,} org{'s' if orgs > 1 else ''}"
    reads = own_reads + POLLS * each["read_units"] / orgs
    writes = mean(day["write_units"] for day in days) * DAYS
    size = mean(stored(day) for day in days)
    yield scale(f"{name}: write units, org-month", writes, "units")
    yield scale(f"{name}: read units, org-month", reads, "units")
    yield scale(f"{name}: stored, org", size, "bytes")
    yield scale(f"{name}: cost, org-month", dollars(writes, reads, size, orgs, each["seconds"]), "$")
    yield scale(f"{name}: DynamoDB alone", dynamodb(writes, reads, size), "$")
    yield scale(f"{name}: poller, wall time", each["seconds"] * 1_000, "ms")
    yield bars.at_most(bars.WATCHING, f"{name}: poller's queries", each["queries"], "calls", 1 + orgs * 200 // 1_000_000)


def dynamodb(writes: float, reads: float, size: float) -> float:
    return writes * WRITE_UNIT + reads * READ_UNIT + size / 1e9 * STORED_GB_MONTH


def dollars(writes: float, reads: float, size: float, orgs: int, poller_seconds: float) -> float:
    collect = LAMBDA_REQUEST + COLLECT_SECONDS * COLLECT_GB * LAMBDA_GB_SECOND
    log = LOGGED_BYTES / 1e9 * LOGGED_GB
    own = POLLS * (REQUESTS_OF_A_MESSAGE * SQS_REQUEST + collect + log)
    run = SCHEDULED_RUN + LAMBDA_REQUEST + log + (poller_seconds + 0.1) * COLLECT_GB * LAMBDA_GB_SECOND
    # Of a busy queue nobody asks in vain.
    idle = max(IDLE_REQUESTS - POLLS * orgs, 0) * SQS_REQUEST
    return dynamodb(writes, reads, size) + own + (POLLS * run + idle) / orgs


def stored(day: dict) -> float:
    """Bytes of an org whose history is as long as it gets."""
    kinds = day["stored"]
    means = {kind: kinds[kind]["bytes"] / kinds[kind]["items"] * count for kind, count in OF_A_DAY.items()}
    means["l"] = kinds["l"]["bytes"] / DAYS_OF_HOURS
    return kinds["n"]["bytes"] + sum(means[kind] * days for kind, days in KEPT.items())


def scale(what: str, value: float, unit: str) -> Finding:
    return bars.for_scale(bars.WATCHING, what, value, unit)
