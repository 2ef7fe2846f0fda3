#include "cli/terminal/report.h"

#include <doctest/doctest.h>

#include "tests/unit/cli/captured.h"

using fob::Error;
using fob::Kind;
using fob::cli::Report;
using fob::test::Captured;
using Style = Report::Style;

TEST_CASE("each kind of line has its own beginning") {
  Captured standard_error(2);
  Report report(Style::text, false, true);
  report.note("made the vault");
  report.warning("the secret is short");
  report.detail("256 MiB, 3 passes");
  report.aside("GitHub:alice  12s");
  CHECK(standard_error.text() ==
        "fob: made the vault\n"
        "fob: warning: the secret is short\n"
        "fob: 256 MiB, 3 passes\n"
        "GitHub:alice  12s\n");
}

TEST_CASE("--quiet leaves the warnings, and details are for --verbose alone") {
  Captured standard_error(2);
  Report quiet(Style::text, true, false);
  quiet.note("n");
  quiet.aside("a");
  quiet.detail("d");
  quiet.warning("w");
  CHECK(standard_error.text() == "fob: warning: w\n");

  Report(Style::text, false, false).detail("d");
  CHECK(standard_error.text().empty());
}

TEST_CASE("a failure is what happened and the next thing to type") {
  Captured standard_error(2);
  Report report(Style::text, true, false);
  report.failure(Error(Kind::no_vault, "no vault at /v", "fob init"));
  CHECK(standard_error.text() == "fob: no vault at /v\nhint: fob init\n");
  report.failure(Error(Kind::io, "standard output: No space left on device"));
  CHECK(standard_error.text() == "fob: standard output: No space left on device\n");
}

TEST_CASE("text from outside cannot speak to the terminal, nor in fob's voice") {
  Captured standard_error(2);
  Report report(Style::text, false, false);
  report.note("took \x1b[2J\xff");
  CHECK(standard_error.text() == "fob: took \\x1b[2J\\xff\n");
  report.failure(Error(Kind::ambiguous, "2 accounts match\nGitHub:alice\nfob: all is well"));
  CHECK(standard_error.text() == "fob: 2 accounts match\n  GitHub:alice\n  fob: all is well\n");
}

TEST_CASE("under --json nothing is printed until the failure, which is one document") {
  Captured standard_error(2);
  Report report(Style::json, false, false);
  report.aside("GitHub:alice");
  report.note("made the vault");
  report.warning("said \"no\"");
  CHECK(standard_error.text().empty());
  CHECK(report.take_warnings() == std::vector<std::string>{"made the vault", "said \"no\""});
  CHECK(report.take_warnings().empty());

  report.failure(Error(Kind::no_vault, "no vault at /v", "fob init"));
  CHECK(standard_error.text() ==
        R"({"error":{"kind":"no_vault","message":"no vault at /v","hint":"fob init"}})"
        "\n");
}

TEST_CASE("the document of a failure has no empty hint, and the warnings nobody took") {
  Captured standard_error(2);
  Report report(Style::json, false, false);
  report.failure(Error(Kind::usage, "x"));
  CHECK(standard_error.text() == "{\"error\":{\"kind\":\"usage\",\"message\":\"x\"}}\n");
  report.warning("an old copy");
  report.failure(Error(Kind::damaged, "x"));
  CHECK(standard_error.text() ==
        R"({"error":{"kind":"damaged","message":"x"},"warnings":["an old copy"]})"
        "\n");
}

TEST_CASE("a name that is not UTF-8 leaves the document UTF-8") {
  Captured standard_error(2);
  Report(Style::json, false, false).failure(Error(Kind::io, "/tmp/\xff\n: No such file"));
  CHECK(standard_error.text() ==
        "{\"error\":{\"kind\":\"io\",\"message\":\"/tmp/\xef\xbf\xbd\\n: No such file\"}}\n");
}

TEST_CASE("every exit status has its word") {
  std::string words;
  for (int status = 1; status <= 11; ++status) {
    words.append(fob::cli::kind_word(static_cast<Kind>(status))).append(" ");
  }
  CHECK(
      words ==
      "no usage not_found ambiguous passphrase no_vault damaged partial malformed io failed ");
}
