#!/usr/bin/env python3
"""What the tree must look like. Prints one sentence for each thing that is not so."""

import os
import re
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
LONGEST_FILE = 400
LONGEST_SUBJECT = 72
TOP_LEVEL = {"CMakeLists.txt", "cli", "core", "tests", "man", "README.md", "LICENSE"}

# Brackets keep these expressions from finding themselves.
LEFT_OPEN = re.compile(r"TO[D]O|FIX[M]E|\bX[X]X\b|not[ ]implemented|un[i]mplemented")
LOCALE = re.compile(r"#include <(cctype|clocale|ctype\.h|locale|locale\.h|regex)>|\bsetlocale\b")
STDIO = re.compile(r"#include <(iostream|fstream|sstream|print)>|\bf?printf\(|\bfmt::print")
WORLD = re.compile(r"\bgetenv\b|\bsystem_clock::now\b|\bclock_gettime\b|\btime\((nullptr|0)\)"
                   r"|\bexit\(|\bisatty\b|#include <CLI/")
NEVER = re.compile(r"\b(strcpy|strcat|sprintf|gets|strtok|system|popen|tmpnam|mktemp|s?rand)\(")

# Reads /proc, where nothing is secret.
EXEMPT = {("cli/machine.cc", "#include <fstream>")}

found = 0


def complain(sentence):
    global found
    found += 1
    print(sentence)


def tree():
    """Every file of the project, by its path from the top; nothing that was built."""
    for folder, folders, names in os.walk(TOP):
        if Path(folder) == TOP:
            folders[:] = [f for f in folders if f != ".git" and not f.startswith("build")]
        folders[:] = [f for f in folders if f != "__pycache__"]
        for name in names:
            yield (Path(folder) / name).relative_to(TOP)


def top_level():
    for path in TOP.iterdir():
        name = path.name
        if name not in TOP_LEVEL and not name.startswith((".", "build")):
            complain(f"{name}: the top level holds {', '.join(sorted(TOP_LEVEL))} and dot-files, nothing else")


def lines(path, text):
    """What holds for the lines of every file."""
    if path.suffix in (".cc", ".h", ".py") and text.count("\n") > LONGEST_FILE:
        complain(f"{path}: {text.count(chr(10))} lines; a file has {LONGEST_FILE} at most, split it")
    if text and not text.endswith("\n"):
        complain(f"{path}: the last line has no end")
    for number, line in enumerate(text.split("\n"), 1):
        if line.endswith("\r"):
            complain(f"{path}:{number}: ends with CR LF; lines end with LF alone")
        elif line != line.rstrip():
            complain(f"{path}:{number}: blanks at the end of the line")
        if LEFT_OPEN.search(line):
            complain(f"{path}:{number}: work left open; finish it, or file it as an issue")
        if str(TOP) in line:
            complain(f"{path}:{number}: names a folder of this machine")


def allowed_includes():
    """The table in the comment of core/CMakeLists.txt: folder -> folders it may include."""
    table = {"base": {"base"}}
    for left, right in re.findall(r"^#\s+([a-z, ]+?)\s*->\s*([a-z, ]+)$",
                                  (TOP / "core/CMakeLists.txt").read_text(), re.MULTILINE):
        for folder in left.split(", "):
            table[folder] = {folder} | set(right.split(", "))
    return table


def includes(path, text, table):
    """Who includes whom, and each header once."""
    if path.suffix == ".h" and not text.startswith("#pragma once\n"):
        complain(f"{path}: a header begins with #pragma once")
    for name in re.findall(r'^#include "(.*)"$', text, re.MULTILINE):
        part, _, rest = name.partition("/")
        folder = rest.partition("/")[0]
        if part == "tests" and path.parts[0] == "tests" and (TOP / name).is_file():
            continue  # what tests have in common
        if part not in ("core", "cli") or not (TOP / name).is_file():
            complain(f'{path}: includes "{name}"; a header is named from the top, as core/base/error.h')
        elif path.parts[0] != "core":
            continue
        elif part == "cli":
            complain(f"{path}: includes {name}; core never includes cli")
        elif path.parts[1] not in table:
            complain(f"{path}: core/CMakeLists.txt does not say what {path.parts[1]} may include")
        elif folder not in table[path.parts[1]]:
            complain(f"{path}: includes {name}; {path.parts[1]} may include "
                     f"{', '.join(sorted(table[path.parts[1]]))} (core/CMakeLists.txt)")


def calls(path, text):
    """What the program's own code never uses."""
    in_core = path.parts[0] == "core"
    for number, line in enumerate(text.split("\n"), 1):
        code = line.partition("//")[0]
        for pattern, applies, sentence in (
                (LOCALE, True, "depends on the locale; core/base/text.h and unicode.h do not"),
                (STDIO, True, "stdio and streams keep copies of secrets; read(2), write(2) and fmt::format do not"),
                (NEVER, True, "has a safer sister; use that"),
                (WORLD, in_core, "core has no clock, environment, terminal or command line; pass the value in")):
            match = pattern.search(code)
            if applies and match and (str(path), match.group()) not in EXEMPT:
                complain(f"{path}:{number}: {match.group().strip()} {sentence}")


def mirrored(path):
    """tests/unit/otp/code_test.cc tests core/otp/code; tests/unit/cli/... tests cli/...

    One aspect of a file may have a file of its own: uri_label_test.cc for uri. What tests
    have in common is a header, perhaps with a source.
    """
    inner = Path(*path.parts[2:])
    if path.suffix != ".cc" or inner == Path("main.cc") or (TOP / path.with_suffix(".h")).is_file():
        return
    folder = (Path() if inner.parts[0] == "cli" else Path("core")) / inner.parent
    words = inner.name.removesuffix("_test.cc").split("_")
    tested = ["_".join(words[:count]) for count in range(len(words), 0, -1)]
    if not inner.name.endswith("_test.cc"):
        complain(f"{path}: a unit test is named after its file, as code_test.cc for code.cc")
    elif not any((TOP / folder / f"{name}{end}").is_file() for name in tested for end in (".h", ".cc")):
        complain(f"{path}: there is no {folder / tested[0]}.h that it could test")


def subjects():
    """`part: verb ...` in every commit."""
    if not (TOP / ".git").exists():
        return
    log = subprocess.run(["git", "-c", f"safe.directory={TOP}", "log", "--no-merges", "--format=%h %s"],
                         cwd=TOP, capture_output=True, text=True, check=True).stdout
    for line in log.splitlines():
        commit, _, subject = line.partition(" ")
        if len(subject) > LONGEST_SUBJECT:
            complain(f"commit {commit}: a subject of {len(subject)} characters; {LONGEST_SUBJECT} is the most")
        if not re.fullmatch(r"[a-z.][a-zA-Z0-9 ,./_-]*: [a-z].*[^.]", subject):
            complain(f"commit {commit}: \"{subject}\" does not read `part: verb ...` without a full stop")


def main():
    table = allowed_includes()
    top_level()
    for path in sorted(tree()):
        try:
            text = (TOP / path).read_bytes().decode()
        except UnicodeDecodeError:
            continue  # bytes, such as a vector
        if path.parts[:2] != ("tests", "vectors") and path.parts[:3] != ("tests", "fuzz", "seeds"):
            lines(path, text)
        if path.suffix in (".cc", ".h"):
            includes(path, text, table)
            if path.parts[0] in ("core", "cli"):
                calls(path, text)
        if path.parts[:2] == ("tests", "unit"):
            mirrored(path)
    subjects()
    sys.exit(found > 0)


if __name__ == "__main__":
    main()
