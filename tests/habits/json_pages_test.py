"""Each command's page describes its JSON: every key of its schema, and an example that is what
the program prints.

    FOB=build/fob PYTHONPATH=tests tests/habits/json_pages_test.py
"""

import json
import re
import subprocess
import unittest

from habits import pages
from habits.machine import Machine
from scenarios import answers
import verdict

# Of these each run has others.
VARYING = {"id", "short_id", "recovery_key", "created", "modified", "removed", "expires",
           "former_of", "uri"}
# What fob(1) says for all commands.
COMMON = {"warnings"}


def examples(name):
    """The JSON documents that a page shows, each with its display."""
    for display in pages.displays(pages.MAN / f"{name}.1"):
        text = "\n".join(display.lines)
        if display.commands or not re.match(r"\[?{", text):
            continue
        yield display, json.loads(text)


def without_what_varies(value):
    if isinstance(value, list):
        return [without_what_varies(part) for part in value]
    if isinstance(value, dict):
        # Of a vault that is unlocked time passes; of a code at a given time it does not.
        varying = VARYING | ({"until", "remaining"} if "until" in value else set())
        return {key: type(part).__name__ if key in varying else without_what_varies(part)
                for key, part in value.items()}
    return value


def printed(display):
    """The document that the command of a display prints, on either stream."""
    (command,) = display.marked("$")
    machine = Machine(empty=command.startswith("fob init"))
    try:
        if command.startswith("fob init"):
            command += f" --new-passphrase-file {machine.passphrase}"
        for before in display.marked("first"):
            machine.must(before)
        machine.run(f"{command} 2>&1 | cat >answer")
        return json.loads((machine.home / "answer").read_text()
                          .replace(str(machine.home), "/home/alice"))
    finally:
        machine.close()


class Pages(unittest.TestCase):
    maxDiff = None

    def page(self, name):
        text = subprocess.run(["mandoc", "-T", "ascii", "-O", "width=1000",
                               str(pages.MAN / f"{name}.1")],
                              capture_output=True, text=True, check=True).stdout
        text = re.sub(r".\x08", "", text)
        # fob(1) speaks of JSON in a section of its own, the others in one of their output.
        return re.search(r"^ *JSON.*?(?=^[A-Z]|\Z)", text, re.M | re.S)[0]

    def test_every_key_is_on_the_page_of_its_command(self):
        for command in sorted(answers.COMMANDS):
            with self.subTest(command):
                page = self.page(f"fob-{command}")
                missing = [key for key in sorted(answers.keys(command) - COMMON)
                           if not re.search(rf"\b{key}\b", page)]
                self.assertEqual(missing, [])

    def test_the_keys_of_every_command_are_on_fobs_own_page(self):
        page = self.page("fob")
        for key in sorted(answers.keys("error") | COMMON):
            self.assertRegex(page, rf"\b{key}\b")

    def test_every_command_with_an_answer_shows_one(self):
        for command in sorted(answers.COMMANDS):
            with self.subTest(command):
                self.assertTrue(list(examples(f"fob-{command}")))

    def test_the_examples_are_answers(self):
        for name in ("error", *sorted(answers.COMMANDS)):
            with self.subTest(name):
                for display, document in examples("fob" if name == "error" else f"fob-{name}"):
                    self.assertEqual(answers.problems(name, document), [], display.place)

    def test_the_examples_are_what_is_printed(self):
        for name in ["fob", *(f"fob-{command}" for command in sorted(answers.COMMANDS))]:
            with self.subTest(name):
                for display, document in examples(name):
                    self.assertTrue(display.marked("$"), f"{display.place}: what prints it?")
                    answer = printed(display)
                    self.assertEqual(without_what_varies(document), without_what_varies(answer),
                                     display.place)
                    self.assertEqual(keys_in_order(document), keys_in_order(answer), display.place)


def keys_in_order(value):
    if isinstance(value, list):
        return [keys_in_order(part) for part in value]
    return [[key, keys_in_order(part)] for key, part in value.items()] if isinstance(value, dict) else None


if __name__ == "__main__":
    verdict.main()
