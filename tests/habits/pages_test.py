"""What `--help` says, the manual pages and the completions say too: every command, every option.

    FOB=build/fob FOB_COMPLETIONS=build/completions tests/habits/pages_test.py
"""

import os
import re
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
COMPLETIONS = ("fob.bash", "_fob", "fob.fish")
OPTION = re.compile(r"(?:^|(?<=[\s\[,|]))--?[a-zA-Z][a-z-]*", re.MULTILINE)

complaints = []


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True,
                          env=os.environ | {"LC_ALL": "C.UTF-8"}).stdout


def help_of(*command):
    return output(os.environ["FOB"], *command, "--help")


def options_in_help(text):
    """The options of the part that lists them; examples may show those of other commands."""
    return set(OPTION.findall(text.partition("ptions")[2].partition("\nExamples:")[0]))


def page(name):
    """A manual page as it is read, in lines too long to break an option."""
    path = TOP / "man" / f"{name}.1"
    if not path.is_file():
        complaints.append(f"man/{name}.1 is missing")
        return ""
    return re.sub(r".\x08", "", output("mandoc", "-T", "ascii", "-O", "width=1000", str(path)))


def options_described(name):
    """The options that a manual page has an entry for."""
    path = TOP / "man" / f"{name}.1"
    entries = re.findall(r"^\.It Fl .*", path.read_text() if path.is_file() else "", re.MULTILINE)
    return {"-" + word for entry in entries for word in re.findall(r"Fl ([\w-]*\w)", entry)}


def names(option, text):
    return re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", text)


def completes(option, text):
    """`--all`, or as fish has it: `-l all`; `-q`, or `-s q`."""
    word = option.lstrip("-")
    letter = "l" if option.startswith("--") else "s"
    return names(option, text) or re.search(rf"-{letter} {re.escape(word)}(?![\w-])", text) \
        or (letter == "s" and re.search(rf"\B-\w*{word}", text))


def compare(name, command, known, completions):
    """The help of `command` (none: of fob itself) with page `name`."""
    shown = options_in_help(help_of(*command))
    text = page(name)
    for option in sorted(shown):
        if not names(option, text):
            complaints.append(f"man/{name}.1 does not say what {option} does")
        for file, completion in completions.items():
            if not completes(option, completion):
                complaints.append(f"the completions {file} do not know {option} of {name}")
    for option in sorted(options_described(name) - shown - known):
        complaints.append(f"man/{name}.1 describes {option}, which --help does not know")
    return shown


def main():
    completions = {file: (Path(os.environ["FOB_COMPLETIONS"]) / file).read_text() for file in COMPLETIONS}
    program = help_of()
    # A group may go on below its first command.
    groups = re.findall(r"^  [A-Z][a-z ]+?  +(.*(?:\n {6,}\S.*)*)", program.partition("\nOptions")[0], re.MULTILINE)
    commands = [name for group in groups for name in re.findall(r"([a-z-]+)(?: \(or [a-z-]+\))?(?:,\s|$)", group)]
    if not commands:
        complaints.append("fob --help lists no command")
    known = compare("fob", (), set(), completions)
    overview = page("fob")
    for command in commands:
        compare(f"fob-{command}", (command,), known, completions)
        if not re.search(rf"\b{command}\b", overview):
            complaints.append(f"man/fob.1 does not name the command {command}")
        for file, completion in completions.items():
            if not re.search(rf"\b{command}\b", completion):
                complaints.append(f"the completions {file} do not know the command {command}")
    for path in sorted((TOP / "man").glob("fob-*.1")):
        if path.stem.removeprefix("fob-") not in commands:
            complaints.append(f"man/{path.name} is the page of no command")
    for command in ((), *((command,) for command in commands)):
        if (lines := help_of(*command).count("\n")) > 24:
            complaints.append(f"fob {' '.join((*command, '--help'))} has {lines} lines; a terminal shows 24")
    for complaint in complaints:
        print(complaint)
    sys.exit(bool(complaints))


if __name__ == "__main__":
    main()
