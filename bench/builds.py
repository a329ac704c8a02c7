"""The binaries that are measured: built as they are deployed, unless those there are newer than the sources."""

import json
import os
import re
import subprocess
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
AREAS = sorted(path.parent.name for path in ROOT.glob("functions/*/Cargo.toml"))
TARGET = "x86_64-unknown-linux-gnu"
ONE_VERSION_EACH = ["rustls", "hyper", "h2", "http"]

# Bytes 18 and 19 of a file in ELF name the processor.
MACHINE, X86_64 = slice(18, 20), b"\x3e\x00"


def binaries(names: list[str], yardsticks: list[str]) -> dict[str, Path]:
    """Takes what is built for deployment if it can run here, else builds in a folder of the bench's own, so that
    nothing is deployed by mistake. The yardsticks are built apart: in one pass their features would reach all."""
    target = _target()
    deployed = _paths(target / "lambda", names)
    sources = _newest("functions", "shared")
    if not _are_fresh(deployed, sources):
        deployed = _build(AREAS, target / "bench", names, sources)
    return deployed | _build(["hello"], target / "bench", yardsticks, _newest("bench/hello"))


def parsers(name: str) -> dict[str, Path]:
    """The program that runs the rules for foreign text; it is never deployed."""
    target = _target()
    return _build([name], target / "bench", [name], _newest(f"bench/{name}", "shared"))


def watching(name: str) -> Path:
    """The program that watches orgs on one machine, with all that stands in for AWS. It counts units and not
    instructions, so it may be built faster than what is deployed."""
    command = ["cargo", "build", "--release", "--locked", "--package", name, "--target-dir", _target() / "bench"]
    command += ["--config", 'profile.release.lto="off"', "--config", "profile.release.codegen-units=16"]
    subprocess.run(command, cwd=ROOT, check=True)
    return _target() / "bench" / "release" / name


def deployed_names() -> list[str]:
    return [path.stem for path in ROOT.glob("functions/*/src/bin/*.rs")]


def _target() -> Path:
    metadata = _cargo("metadata", "--no-deps", "--format-version", "1", "--locked")
    return Path(json.loads(metadata)["target_directory"])


def _paths(folder: Path, names: list[str]) -> dict[str, Path]:
    return {name: folder / name / "bootstrap" for name in names}


def _newest(*folders: str) -> float:
    """When a source was changed last."""
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    return max(path.stat().st_mtime for path in [*files, ROOT / "Cargo.toml", ROOT / "Cargo.lock"])


def _are_fresh(binaries: dict[str, Path], newest: float) -> bool:
    return all(path.exists() and path.stat().st_mtime > newest and _runs_here(path) for path in binaries.values())


def _runs_here(binary: Path) -> bool:
    with binary.open("rb") as file:
        return file.read(20)[MACHINE] == X86_64


def _build(packages: list[str], folder: Path, names: list[str], newest: float) -> dict[str, Path]:
    binaries = _paths(folder, names)
    if not _are_fresh(binaries, newest):
        command = ["cargo", "lambda", "build", "--release", "--locked", "--x86-64", "--lambda-dir", folder]
        command += [part for package in packages for part in ("--package", package)]
        subprocess.run(command, cwd=ROOT, check=True)
        for path in binaries.values():
            # Cargo leaves a file alone that would come out the same; it is up to date all the same.
            os.utime(path)
    return binaries


def zip_mb(binary: Path, folder: Path) -> float:
    """The size of the archive that is uploaded."""
    archive = folder / "bootstrap.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.write(binary, "bootstrap")
    return archive.stat().st_size / 1e6


def versions() -> dict[str, list[str]]:
    """Which versions of the crates that should be there once are in the deployed binaries."""
    packages = [part for area in AREAS for part in ("--package", area)]
    tree = _cargo("tree", "--locked", *packages, "--edges", "normal", "--prefix", "none", "--target", TARGET)
    found: dict[str, set[str]] = {name: set() for name in ONE_VERSION_EACH}
    for name, version in re.findall(r"^(\S+) v(\S+)", tree, re.MULTILINE):
        if name in found:
            found[name].add(version)
    return {name: sorted(versions) for name, versions in found.items()}


def _cargo(*arguments: str) -> str:
    return subprocess.run(["cargo", *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout
