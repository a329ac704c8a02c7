"""The measurements: each gives findings."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from . import bars, builds, certificates, events, growth, history
from .bars import Finding, Function
from .fake_dynamodb import ALL_LIMITS, MANY_EVENTS, FakeDynamoDb
from .processes import BrokenRun, Usage, instructions, native

# Events of one instruction count, and of one native run: the connections are counted over the first thousand.
WARM_EVENTS = 51
CHECKPOINTS = [500, 1_000, 2_000, 5_000]
CPU_ROUNDS = 41

Binaries = dict[str, Path]


def everything(binaries: Binaries) -> Iterator[Finding]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare = instructions(binaries[bars.BARE], b"{}", 0, {})
        yield bars.for_scale("B", "start", bare, "instr.")
        yield from starts(binaries, bare)
        with FakeDynamoDb(certificates.make(folder)) as dynamodb:
            yield from served_events(binaries, bare, dynamodb)
            yield from native_runs(binaries, dynamodb)
        yield from sizes(binaries, folder)
    yield from start_cpu(binaries)
    yield from growth.findings(binaries[bars.PARSERS])
    yield from history.findings(binaries[bars.WATCHING])
    for crate, found in builds.versions().items():
        yield bars.exactly("all", f"versions of {crate}: {', '.join(found)}", len(found), "version", 1)


def starts(binaries: Binaries, bare: int) -> Iterator[Finding]:
    """As deployed: with the roots that are compiled in and the region's own endpoint, which is not called yet."""
    for function in bars.FUNCTIONS:
        count = instructions(binaries[function.name], b"{}", 0, {})
        yield bars.times(function.name, "start", count, "instr.", ("B", bare), function.start_of_b)


def served_events(binaries: Binaries, bare: int, dynamodb: FakeDynamoDb) -> Iterator[Finding]:
    event = events.event("/hello")
    _, hello = first_and_warm(binaries[bars.WARM], event, {})
    yield bars.for_scale("W", "warm event", hello, "instr.")
    for function in bars.FUNCTIONS:
        if function.route is None:
            continue
        dynamodb.reset(bars.LIMITS_IN_ONE_KB)
        event = events.event(function.route)
        first, warm = first_and_warm(binaries[function.name], event, dynamodb.environment)
        expect_calls(function, dynamodb, 1 + WARM_EVENTS)
        if function.calls:
            bar = function.first_of_b
            yield bars.times(function.name, "first event, with TLS", first, "instr.", ("B", bare), bar)
        yield bars.times(function.name, "warm event", warm, "instr.", ("W", hello), function.warm_of_w)
        if function.name == "limits-now":
            dynamodb.reset(ALL_LIMITS)
            first, warm = first_and_warm(binaries[function.name], event, dynamodb.environment)
            yield bars.for_scale(function.name, f"first event, {ALL_LIMITS} limits", first, "instr.")
            yield bars.for_scale(function.name, f"warm event, {ALL_LIMITS} limits", warm, "instr.")
        if function.name == "errors-envelope":
            dynamodb.reset(ALL_LIMITS, MANY_EVENTS)
            _, warm = first_and_warm(binaries[function.name], event, dynamodb.environment)
            yield bars.for_scale(function.name, "warm event, counted and not kept", warm, "instr.")


def first_and_warm(binary: Path, event: bytes, environment: dict[str, str]) -> tuple[int, float]:
    """Instructions of the first event, and of each one after it."""
    zero, one, many = (instructions(binary, event, count, environment) for count in (0, 1, WARM_EVENTS))
    return one - zero, (many - one) / (WARM_EVENTS - 1)


def native_runs(binaries: Binaries, dynamodb: FakeDynamoDb) -> Iterator[Finding]:
    for function in bars.FUNCTIONS:
        route = function.route or "/"
        with native(binaries[function.name], events.event(route), dynamodb.environment) as after:
            ready = after(0)
            yield bars.exactly(function.name, "threads when ready", ready.threads, "thread", 1)
            yield bars.at_most(function.name, "peak memory when ready", ready.peak_mb, "MB", bars.PEAK_READY_MB)
            if function.route:
                yield from served_natively(function, after, dynamodb)


def served_natively(function: Function, after, dynamodb: FakeDynamoDb) -> Iterator[Finding]:
    dynamodb.reset(ALL_LIMITS)
    seen: dict[int, Usage] = {}
    handed_out = 0
    for checkpoint in CHECKPOINTS:
        seen[checkpoint] = after(checkpoint - handed_out)
        handed_out = checkpoint
        if checkpoint == 1_000 and function.calls:
            what = "connections to DynamoDB, 1,000 events"
            yield bars.exactly(function.name, what, dynamodb.connections, "connection", 1)
    expect_calls(function, dynamodb, handed_out)
    peak, grown = seen[2_000].peak_mb, seen[5_000].peak_mb - seen[500].peak_mb
    yield bars.at_most(function.name, "peak memory after 2,000 events", peak, "MB", bars.PEAK_AFTER_MB)
    yield bars.at_most(function.name, "its growth, 500 to 5,000 events", grown, "MB", bars.GROWTH_MB)
    if function.name == "errors-envelope":
        cpu_ms = (seen[5_000].cpu_ms - seen[1_000].cpu_ms) / 4_000
        yield bars.for_scale(function.name, "CPU time of an event", cpu_ms, "ms")
        yield bars.for_scale(function.name, "events in a second of CPU time", 1_000 / cpu_ms, "events")


def expect_calls(function: Function, dynamodb: FakeDynamoDb, count: int) -> None:
    """A second attempt, or a call too many, would be measured along. What is remembered is asked for again after a
    while, and for more events at once each time, up to 32."""
    if dynamodb.calls != function.calls * count or dynamodb.remembered > count // 16 + 20:
        calls = f"{dynamodb.calls} calls and {dynamodb.remembered} to remember their answers"
        raise BrokenRun(f"{function.name} made {calls} for {count} events")


def sizes(binaries: Binaries, folder: Path) -> Iterator[Finding]:
    for function in bars.FUNCTIONS:
        size = builds.zip_mb(binaries[function.name], folder)
        yield bars.at_most(function.name, "zip", size, "MB", function.zip_mb)


def start_cpu(binaries: Binaries) -> Iterator[Finding]:
    """The least of several rounds in which the functions take turns, so that a busy moment of the machine meets all."""
    names = [bars.BARE] + [function.name for function in bars.FUNCTIONS]
    least = dict.fromkeys(names, float("inf"))
    for _ in range(CPU_ROUNDS):
        for name in names:
            with native(binaries[name], b"{}", {}) as after:
                least[name] = min(least[name], after(0).cpu_ms)
    bare = least.pop(bars.BARE)
    yield bars.for_scale("B", "start, CPU", bare, "ms")
    for name, cpu in least.items():
        yield bars.times(name, "start, CPU", cpu, "ms", ("B", bare), bars.START_CPU_OF_B)
