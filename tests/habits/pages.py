"""What the manual pages show at a prompt, read from their source.

An example is a literal display: a command after `$ `, which goes on in the next line where it
ends with `|` or a backslash, then what it prints. A line that is `...` stands for any lines.
A display whose first line is `# NAME` and that has no command is the file of that name. `.Dl $ ...`
is a command whose output is not shown. Each section begins on another machine.

Comments right above a display, for nobody but the tests, say what the page cannot:

    .\\" run: empty home        it begins on a machine that has no vault
    .\\" run: first COMMAND     done before, and not shown
    .\\" run: needs WORD        nothing of it is run where that program is not
    .\\" run: varies WORD...    these words of the output differ from run to run
    .\\" run: types TEXT        typed at the next question; once for each
    .\\" run: status N          the last command exits with that
    .\\" run: $ COMMAND         what prints the JSON document shown
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

MAN = Path(__file__).resolve().parents[2] / "man"
PAGES = sorted(path for path in MAN.iterdir() if path.suffix in (".1", ".5", ".7"))


@dataclass
class Command:
    text: str
    output: list = field(default_factory=list)
    shown: bool = True  # whether the page shows what it prints


@dataclass
class Display:
    place: str  # page and line
    section: str
    marks: list  # pairs: the word behind `run:`, and the rest
    lines: list
    commands: list

    def marked(self, word):
        return [rest for mark, rest in self.marks if mark == word]

    @property
    def file(self):
        """The name of the file that is shown, if one is."""
        match = re.fullmatch(r"# (\S+)", self.lines[0]) if self.lines and not self.commands else None
        return match and match.group(1)


def unescaped(line):
    return line.replace("\\e", "\\").replace("\\-", "-").replace("\\&", "").replace("\\ ", " ")


def commands(lines):
    found = []
    continues = False
    for line in lines:
        if continues:
            found[-1].text += "\n" + line
        elif line.startswith("$ "):
            found.append(Command(line[2:]))
        elif found:
            found[-1].output.append(line)
        continues = bool(found) and not found[-1].output and found[-1].text.endswith(("|", "\\"))
    return found


def displays(path):
    """Every literal display of a page, and every `.Dl $`, in order."""
    section, marks, body, start = "", [], None, 0
    found = []
    for number, raw in enumerate(path.read_text().splitlines(), 1):
        line = unescaped(raw)
        if body is not None and raw == ".Ed":
            found.append(Display(f"{path.name}:{start}", section, marks, body, commands(body)))
            body, marks = None, []
        elif body is not None:
            body.append(line)
        elif match := re.match(r'\.\\" run: (\S+) ?(.*)', raw):
            marks.append(match.groups())
        elif raw.startswith(".Bd -literal"):
            body, start = [], number
        elif raw.startswith(".Dl $ "):
            command = Command(line.removeprefix(".Dl $ "), shown=False)
            found.append(Display(f"{path.name}:{number}", section, marks, [line[4:]], [command]))
            marks = []
        elif raw.startswith(".Sh "):
            section = raw[4:]
    return found


def pattern(lines, varying):
    """A regular expression for what is shown."""
    text = ""
    for line in lines:
        if line == "...":
            text += r"(?:.*\n)*?"
            continue
        words = re.split("(" + "|".join(re.escape(word) for word in varying) + ")" if varying
                         else r"(?!)", line)
        for word in words:
            text += shape(word) if word in varying else re.escape(word)
        text += r"\n"
    return text


def shape(word):
    """What a word that varies looks like: letters and digits for letters and digits."""
    parts = re.findall(r"[0-9]+(?![0-9A-Za-z])|[0-9A-Za-z]+|[^0-9A-Za-z]+", word)
    return "".join(r"[0-9]+" if part.isdigit() else r"[0-9A-Za-z_-]+" if part.isalnum()
                   else re.escape(part) for part in parts)
