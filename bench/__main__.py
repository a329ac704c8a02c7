"""`make bench`: measures what each function costs, beside the smallest one that can be built, how the rules for foreign
text grow, and what it takes to watch an org for a month, and holds all of it to its bars.

Instructions are counted by valgrind and repeat within a few tenths of a percent. Exits with 1 if a bar is broken and
with 2 if something could not be measured.
"""

import argparse
import json
import shutil
import sys
from pathlib import Path

from . import bars, builds, measures
from .bars import Finding
from .processes import BrokenRun

NEEDED = ["cargo", "cargo-lambda", "openssl", "valgrind"]


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the findings there too")
    arguments = parser.parse_args()
    missing = [tool for tool in NEEDED if shutil.which(tool) is None]
    if missing:
        print("bench: not found on PATH:", ", ".join(missing), file=sys.stderr)
        return 2
    unmeasured = set(builds.deployed_names()) - {function.name for function in bars.FUNCTIONS}
    if unmeasured:
        print("bench: no bars in bars.py for", ", ".join(sorted(unmeasured)), file=sys.stderr)
        return 2
    binaries = builds.binaries([function.name for function in bars.FUNCTIONS], [bars.BARE, bars.WARM])
    binaries |= builds.parsers(bars.PARSERS) | {bars.WATCHING: builds.watching(bars.WATCHING)}
    findings = []
    try:
        for finding in measures.everything(binaries):
            findings.append(finding)
            progress(finding)
    except BrokenRun as error:
        print(f"\nbench: {error}", file=sys.stderr)
        return 2
    if sys.stderr.isatty():
        print(file=sys.stderr)
    print_table(findings)
    if arguments.json:
        arguments.json.write_text(json.dumps([finding.as_json() for finding in findings], indent=2) + "\n")
    return 0 if all(finding.holds for finding in findings) else 1


def progress(finding: Finding) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{finding.function}: {finding.what}", end="", file=sys.stderr, flush=True)


def print_table(findings: list[Finding]) -> None:
    order = ["B", "W"] + [function.name for function in bars.FUNCTIONS] + [bars.PARSERS, bars.WATCHING, "all"]
    shown = None
    for finding in sorted(findings, key=lambda finding: order.index(finding.function)):
        name = finding.function if finding.function != shown else ""
        shown = finding.function
        ratio = f"{finding.ratio:.2f} {finding.bar.split()[-1]}" if finding.ratio is not None else ""
        verdict = "" if not finding.bar else "ok" if finding.holds else "TOO MUCH"
        value = f"{number(finding)} {finding.unit}"
        print(f"{name:<16} {finding.what:<38} {value:>22} {ratio:>8}   {finding.bar:<14} {verdict}".rstrip())
    held = [finding.holds for finding in findings if finding.bar]
    print(f"\n{sum(held)} of {len(held)} bars hold.")


def number(finding: Finding) -> str:
    decimals = {"MB": 2, "ms": 2, "$": 4}.get(finding.unit, 0)
    return f"{finding.value:,.{decimals}f}"


if __name__ == "__main__":
    sys.exit(main())
