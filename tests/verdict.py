"""How a script of tests ends: 0 when all passed, 1 when one failed, and 77, which ctest takes for
skipped, when not one could do its work here. Where only some could not, the last lines say which
and why."""

import sys
import unittest


class Result(unittest.TextTestResult):
    """Knows which tests did something: those that are not skipped as a whole, nor in each of their
    parts (subTest)."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.done = set()

    def addSuccess(self, test):
        super().addSuccess(test)
        self.done.add(test.id())

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        self.done.add(test.id())

    def tell_left_out(self):
        """A line for each test, or part of one, that was skipped."""
        for test, reason in self.skipped:
            print(f"left out: {test.id()}: {reason}", file=sys.stderr)


def main():
    runner = unittest.TextTestRunner(verbosity=2, resultclass=Result)
    result = unittest.main(exit=False, testRunner=runner).result
    if not result.wasSuccessful():
        sys.exit(1)
    result.tell_left_out()
    sys.exit(0 if result.done or not result.skipped else 77)
