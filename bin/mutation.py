"""Mutation testing of the engine: python bin/mutation.py [part ...], in a scratch copy.

Changes one comparison, number, operator, truth or branch at a time (mutmut does) and runs the
tests that reach it; a change that no test notices is a survivor. Texts are left alone: a changed
word of an explanation is no wrong date. Called by bin/mutate, which makes the environment.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
ENGINE = "obligations/engine"
SCRATCH = CHECKOUT / "var" / "mutation" / "work"

# What decides a date. The others change texts, drop arguments or put None for what is assigned.
OPERATORS = {
    "operator_augmented_assignment",
    "operator_if_exp",
    "operator_keywords",
    "operator_name",
    "operator_number",
    "operator_remove_unary_ops",
    "operator_swap_op",
}
# Lines that only tell.
TELLING = [r"run\.step\(", r"run\.note\(", r"^\s*f?\"", r"raise \w+\(", r"^\s*assert "]

CONFIG = """
[tool.mutmut]
source_paths = ["obligations/engine"]
only_mutate = {files}
do_not_mutate = ["*/tests/*"]
do_not_mutate_patterns = {telling}
also_copy = {copied}
pytest_add_cli_args_test_selection = ["obligations/engine/tests"]
pytest_add_cli_args = ["-p", "no:cacheprovider", "-m", "not drawn"]
"""


def main() -> None:
    files = [f"{ENGINE}/{part}.py" for part in sys.argv[1:]] or [f"{ENGINE}/*"]
    copy()
    configure(files)
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "bin")}
    command = [sys.executable, "-c", "import mutation; mutation.run()"]
    subprocess.run(command, cwd=SCRATCH, env=environment)
    for line in report():
        print(line)


def copy() -> None:
    """A fresh copy of what git has, where nothing that mutmut writes is in the way."""
    shutil.rmtree(SCRATCH, ignore_errors=True)
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, text=True)
    for name in filter(None, listed.stdout.split("\0")):
        target = SCRATCH / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(CHECKOUT / name, target)


def configure(files: list[str]) -> None:
    """Tells mutmut what to change, and to run the engine's own tests without the random draws."""
    copied = [path.name for path in SCRATCH.iterdir() if path.name != "mutants"]
    text = CONFIG.format(files=files, telling=json.dumps(TELLING), copied=json.dumps(copied))
    with (SCRATCH / "pyproject.toml").open("a", encoding="utf-8") as project:
        project.write(text.replace("'", '"'))
    (SCRATCH / "mutants").mkdir()


def run() -> None:
    """mutmut with the operators that matter here."""
    from mutmut.mutation import mutators

    kept = [pair for pair in mutators.mutation_operators if pair[1].__name__ in OPERATORS]
    mutators.mutation_operators[:] = kept
    from mutmut.__main__ import cli

    cli(["run", "--max-children", os.environ.get("LONGSTOP_MUTATION_PROCESSES", "2")])


def report() -> Iterator[str]:
    """A line for each file, killed and made, and one for each survivor."""
    survivors: list[str] = []
    for meta in sorted((SCRATCH / "mutants" / ENGINE).rglob("*.py.meta")):
        codes = json.loads(meta.read_text())["exit_code_by_key"]
        # None: not tried. 0: the tests passed. 33: no test reaches it. 34 and 37: left out.
        tried = {name: code for name, code in codes.items() if code not in (None, 34, 37)}
        if not tried:
            continue
        alive = [name for name, code in tried.items() if code in (0, 33)]
        survivors += alive
        name = meta.relative_to(SCRATCH / "mutants" / ENGINE).with_suffix("")
        yield f"{str(name):32} {len(tried) - len(alive):5} of {len(tried):5} killed"
    yield from (f"survived: {name}" for name in survivors)


if __name__ == "__main__":
    main()
