"""Fuzzing that is guided by coverage: `make fuzz` looks for what brings forth anything but findings.

``python -m fuzzing [TARGET…] [--seconds N]`` gives each target its time, keeps what it learned, and prints what to do
where something is found.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Final

KEPT: Final = Path(".coolhead/fuzzing")
"""Where the inputs that reached new code are kept from run to run, and those that something was wrong with."""


def main() -> int:
    """Fuzz each target in a process of its own, one after another; 1 where any of them found something."""
    parser = argparse.ArgumentParser(prog="python -m fuzzing", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="what to fuzz (default: everything)")
    parser.add_argument("--seconds", type=int, default=300, help="how long, for each target (default: %(default)s)")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        _fuzz(given.targets[0], given.seconds)
    from fuzzing.targets import TARGETS

    wanted = given.targets or list(TARGETS)
    if unknown := [each for each in wanted if each not in TARGETS]:
        parser.error(f"there is no target {unknown[0]}; there are {', '.join(TARGETS)}")
    command = [sys.executable, "-m", "fuzzing", "--alone", "--seconds", str(given.seconds)]
    found = [each for each in wanted if subprocess.run([*command, each], check=False).returncode != 0]
    for each in found:
        print(f"{each}: something was found. Its input is in {KEPT / each}; keep it as a test in tests/hostile/.")
    return 1 if found else 0


def _fuzz(target: str, seconds: int) -> None:
    """Fuzz one target; never returns, as libFuzzer ends the process."""
    import atheris

    with atheris.instrument_imports(include=["builder"]):
        from fuzzing.mutation import changed
        from fuzzing.seeds import LONGEST, dictionary, seeds
        from fuzzing.targets import TARGETS
    corpus, finds = KEPT / target / "corpus", KEPT / target
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(target)):
        (corpus / f"seed-{number}").write_bytes(seed)
    words = finds / "words.txt"
    words.write_text(dictionary(target), encoding="ascii")
    options = {
        "dict": words,
        "artifact_prefix": f"{finds}/",
        "max_total_time": seconds,
        "max_len": LONGEST.get(target, 8_000),
        "timeout": 30,
        "rss_limit_mb": 2_048,
        "print_final_stats": 1,
        "verbosity": 0,
    }
    flags = [f"-{name}={value}" for name, value in options.items()]

    def mutate(data: bytes, longest: int, seed: int) -> bytes:
        """Every second time the lines of a file, else any of its bytes."""
        made = changed(data, seed) if seed % 2 and target not in LONGEST else atheris.Mutate(data, longest)
        return bytes(made[:longest])

    atheris.Setup([sys.argv[0], *flags, str(corpus)], TARGETS[target], custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
