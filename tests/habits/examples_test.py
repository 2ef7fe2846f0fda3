"""The examples of the manual pages do what the pages say, and the pages fit a terminal.

    FOB=build/fob PYTHONPATH=tests tests/habits/examples_test.py
"""

import re
import shutil
import subprocess
import unittest

from habits import pages
from habits.machine import Machine, Waiting
import verdict

COLUMNS = 80
# A line that somebody has to answer; behind it may be what he typed, which the terminal echoes.
QUESTION = re.compile(r"(.*(?::|[\]?]|\(Enter ends this\)))(?:(?<=[\]?]) \S+)?")


def run_page(path):
    """What is wrong with the examples of a page: sentences."""
    found = []
    machine = section = None
    try:
        for display in pages.displays(path):
            if not display.commands and not display.file:
                continue
            if display.marked("empty") or machine is None or display.section != section:
                if machine is not None:
                    machine.close()
                section = display.section
                machine = Machine(empty=bool(display.marked("empty")))
            if any(shutil.which(word) is None for word in display.marked("needs")):
                continue
            if display.file:
                (machine.home / display.file).write_text("\n".join(display.lines) + "\n")
            try:
                found += run_display(display, machine)
            except Waiting as waiting:
                found.append(f"{display.place}: waits for an answer\n{waiting}")
                machine.close()
                machine = None
    finally:
        if machine is not None:
            machine.close()
    return found


def run_display(display, machine):
    """Runs its commands in order; what differs from what is shown."""
    found = []
    answers = display.marked("types")
    varying = [word for words in display.marked("varies") for word in words.split()]
    for hidden in display.marked("first"):
        machine.must(hidden)
    for command in display.commands:
        typing = []
        for line in command.output:
            if answers and (question := QUESTION.fullmatch(line)):
                typing.append((pages.pattern([question.group(1)], varying)[:-2], answers.pop(0)))
        status, output = machine.run(command.text, typing)
        expected = int((display.marked("status") or ["0"])[0]) if command is display.commands[-1] else 0
        if status != expected:
            found.append(f"{display.place}: {command.text}: exits {status}\n{output}")
        if command.shown and not re.fullmatch(pages.pattern(command.output, varying), output):
            shown = "\n".join(command.output)
            found.append(f"{display.place}: {command.text}\n-- shows\n{shown}\n-- but prints\n{output}")
    if answers:
        found.append(f"{display.place}: nothing asks for {', '.join(answers)}")
    return found


class Examples(unittest.TestCase):
    """A test for each page."""


class Looks(unittest.TestCase):
    def test_no_line_is_wider_than_a_terminal(self):
        for path in pages.PAGES:
            text = subprocess.run(["mandoc", "-T", "utf8", "-O", f"width={COLUMNS - 2}", str(path)],
                                  capture_output=True, text=True, check=True).stdout
            for line in re.sub(r".\x08", "", text).splitlines():
                self.assertLessEqual(len(line), COLUMNS, f"{path.name}: {line}")

    def test_every_page_of_a_command_has_examples_that_are_run(self):
        for path in pages.PAGES:
            if path.suffix == ".1":
                shown = [display for display in pages.displays(path)
                         if display.section == "EXAMPLES" and display.commands]
                self.assertTrue(shown, path.name)


def test_of(path):
    def test(self):
        found = run_page(path)
        self.assertFalse(found, "\n\n" + "\n\n".join(found))
    return test


for page in pages.PAGES:
    setattr(Examples, f"test_{re.sub(r'[^a-z]', '_', page.stem)}", test_of(page))

if __name__ == "__main__":
    verdict.main()
