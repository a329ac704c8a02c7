"""One process of a function at a time: how many instructions it runs, and what it takes while it runs natively."""

import re
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import events
from .fake_runtime import FakeRuntime

# Under valgrind a process is about fifty times slower, and the machine may be busy.
PATIENCE = 120.0


class BrokenRun(Exception):
    """The function did not do what was to be measured."""


@dataclass
class Usage:
    """What a process had taken at one moment."""

    peak_mb: float
    threads: int
    cpu_ms: float


@contextmanager
def started(command: list, runtime: FakeRuntime, more: dict[str, str]):
    """Runs a command until the end of `with`; it is then asked to end, and made to if it does not."""
    environment = events.environment(runtime.address, more)
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            yield process
        except TimeoutError as error:
            output.seek(0)
            raise BrokenRun(f"{error}; its output: {output.read().decode()[-2000:]}") from error
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def instructions(binary: Path, event: bytes, count: int, more: dict[str, str]) -> int:
    """Instructions from the process's start until it asks for the event after `count` events."""
    with tempfile.TemporaryDirectory() as folder, FakeRuntime(event) as runtime:
        profile = Path(folder, "callgrind.out")
        with started(callgrind([binary], profile), runtime, more):
            runtime.hand_out(count, PATIENCE)
            # It has asked; let it come to rest before it is ended.
            time.sleep(0.3)
        check_answers(binary, runtime, count)
        return totals(profile)


def instructions_to_end(command: list) -> int:
    """Instructions of a command from its start to its end."""
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder, "callgrind.out")
        try:
            subprocess.run(callgrind(command, profile), check=True, capture_output=True, timeout=PATIENCE)
        except subprocess.SubprocessError as error:
            raise BrokenRun(f"{error}") from error
        return totals(profile)


def callgrind(command: list, profile: Path) -> list:
    return ["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", *command]


def totals(profile: Path) -> int:
    found = re.search(r"^totals: (\d+)", profile.read_text(errors="replace"), re.MULTILINE)
    if found is None:
        raise BrokenRun(f"callgrind wrote no totals to {profile}")
    return int(found[1])


@contextmanager
def native(binary: Path, event: bytes, more: dict[str, str]):
    """Runs a function natively; gives a function that hands out events and tells what the process has taken then."""
    with FakeRuntime(event) as runtime, started([binary], runtime, more) as process:
        def after(count: int) -> Usage:
            runtime.hand_out(count, PATIENCE)
            return usage(process.pid)

        yield after
        check_answers(binary, runtime, runtime.handed_out)


def usage(pid: int) -> Usage:
    status = Path(f"/proc/{pid}/status").read_text()

    def field(name: str) -> int:
        return int(re.search(rf"^{name}:\s+(\d+)", status, re.MULTILINE)[1])

    schedules = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/schedstat")]
    nanoseconds = sum(int(schedule.split()[0]) for schedule in schedules)
    return Usage(peak_mb=field("VmHWM") * 1024 / 1e6, threads=field("Threads"), cpu_ms=nanoseconds / 1e6)


def check_answers(binary: Path, runtime: FakeRuntime, count: int) -> None:
    if runtime.answers != count:
        other = str(runtime.other_answer)[:1000]
        raise BrokenRun(f"{binary}: {runtime.answers} of {count} events were answered with 200; another: {other}")
