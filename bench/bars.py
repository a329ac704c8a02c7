"""What is measured for which function, and what it may cost at most."""

from dataclasses import asdict, dataclass

# B is the smallest function that lambda_runtime makes in its usual set-up; W answers API Gateway on one thread.
BARE, WARM = "hello-runtime", "hello-http"

# It runs one rule for foreign text, which may cost so many times as much for each byte of 1 MB as of 64 KB.
PARSERS, GROWTH_OF_PARSERS = "parsers", 1.3

# It watches simulated orgs for a day: units, bytes and money.
WATCHING = "watching"

# The bars of a DynamoDB call are for items of 1 KB; this many limits make one.
LIMITS_IN_ONE_KB = 15

PEAK_READY_MB, PEAK_AFTER_MB, GROWTH_MB = 8.0, 10.0, 0.5
START_CPU_OF_B = 1.3


@dataclass(frozen=True)
class Function:
    """A deployed function and its own bars."""

    name: str
    # Times the instructions of B from the process's start until it is ready.
    start_of_b: float
    zip_mb: float
    # The route whose event is measured, and times the instructions of W that it may cost when warm; DynamoDB's calls
    # for each event; times the instructions of B that the first one with such calls may cost.
    route: str | None = None
    warm_of_w: float = 0.0
    calls: int = 0
    first_of_b: float = 9.0


# Of accounts, what handles tokens and devices.
TOKENS = ["verify", "refresh", "logout", "me", "sessions", "end"]

# What takes a new password.
JUDGES = ["accounts-register", "accounts-password", "reset-password"]

# Of errors, what people read and change.
ERRORS = ["list", "group", "change", "project", "projects"]

# Of watched orgs, what people read and change.
ORGS = ["list", "remove", "limits", "history", "alerts", "alerts-set", "backtest", "alerts-test", "events"]
SHARES = ["list", "add", "remove"]

# These talk to Salesforce or to webhooks, too.
CALLERS = ["orgs-add", "limits-collect", "webhooks-send"]

FUNCTIONS = [
    Function("health-shallow", start_of_b=1.2, zip_mb=1.3, route="/api/health", warm_of_w=1.25),
    # With the built page inside.
    Function("web-page", start_of_b=1.2, zip_mb=1.8),
    Function("auth-validate", start_of_b=3.0, zip_mb=2.7, route="/api/session/validate", warm_of_w=4.5, calls=1),
    Function("limits-now", start_of_b=3.0, zip_mb=3.1, route="/api/limits", warm_of_w=4.5, calls=1),
    Function("auth-salesforce", start_of_b=3.0, zip_mb=3.1),
    Function("auth-callback", start_of_b=3.0, zip_mb=3.1),
    Function("auth-disconnect", start_of_b=3.0, zip_mb=3.1),
    Function("reset-validate", start_of_b=3.0, zip_mb=2.7),
    *(Function(f"accounts-{name}", start_of_b=3.0, zip_mb=2.9) for name in TOKENS),
    Function("accounts-login", start_of_b=3.0, zip_mb=2.9),
    Function("reset-forgot", start_of_b=3.0, zip_mb=2.9),
    # These judge passwords, which takes zxcvbn's lists of words, and may ask whether one is public, which takes reqwest.
    *(Function(name, start_of_b=3.3, zip_mb=4.4) for name in JUDGES),
    Function("mail-send", start_of_b=3.0, zip_mb=3.3),
    # Its event is one of a browser that is kept in full: read, scrubbed, grouped, written and counted.
    Function("errors-envelope", 3.0, 3.1, route="/api/2/envelope/", warm_of_w=27.0, calls=3, first_of_b=20.5),
    Function("errors-log", start_of_b=3.0, zip_mb=2.9),
    *(Function(f"errors-{name}", start_of_b=3.0, zip_mb=2.9) for name in ERRORS),
    Function("errors-own", start_of_b=3.0, zip_mb=2.8),
    *(Function(f"orgs-{name}", start_of_b=3.0, zip_mb=3.3) for name in ORGS),
    *(Function(f"shares-{name}", start_of_b=3.0, zip_mb=3.1) for name in SHARES),
    Function("metrics", start_of_b=3.0, zip_mb=3.1),
    *(Function(name, start_of_b=3.0, zip_mb=3.8) for name in CALLERS),
    Function("limits-poll", start_of_b=3.0, zip_mb=3.3),
    Function("orgs-erase", start_of_b=3.0, zip_mb=3.3),
]


@dataclass(frozen=True)
class Finding:
    """One measured value beside its bar."""

    function: str
    what: str
    value: float
    unit: str
    # How many times a yardstick's value it is, where the bar is told in those.
    ratio: float | None
    bar: str
    holds: bool

    def as_json(self) -> dict:
        return asdict(self)


def at_most(function: str, what: str, value: float, unit: str, bar: float) -> Finding:
    return Finding(function, what, value, unit, None, f"{bar:g} {unit}", value <= bar)


def times(function: str, what: str, value: float, unit: str, yardstick: tuple[str, float], bar: float) -> Finding:
    """A bar told in times a yardstick's value; `yardstick` is its letter and that value."""
    letter, base = yardstick
    ratio = value / base
    return Finding(function, what, value, unit, ratio, f"{bar:g} {letter}", ratio <= bar)


def exactly(function: str, what: str, value: int, unit: str, bar: int) -> Finding:
    return Finding(function, what, value, unit, None, f"{bar} {unit}", value == bar)


def for_scale(function: str, what: str, value: float, unit: str) -> Finding:
    """A yardstick's own value: it has no bar."""
    return Finding(function, what, value, unit, None, "", True)
