#include "cli/program.h"

#include <algorithm>
#include <chrono>
#include <exception>

#include <fmt/format.h>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/commands/commands.h"
#include "cli/help.h"
#include "cli/previous.h"
#include "cli/terminal/output.h"
#include "cli/terminal/report.h"
#include "cli/words.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

/// A URI is an operand of `add` and nothing else, and is refused before anything is asked.
void refuse_uris(const Parser& parser, const Command* command, const Arguments& arguments) {
  for (const std::string_view value : parser.option_values())
    arguments.refuse_uri(value);
  if (command != nullptr && command->declare == declare_add) return;
  for (const std::string_view value : parser.operand_values())
    arguments.refuse_uri(value);
}

otp::Time clock_now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

int run_command(const Run& work, const Globals& globals, const Arguments& arguments,
                Report& report) {
  Terminal terminal(!globals.no_input);
  Session session(globals, report, terminal, clock_now);
  Context context{globals, arguments, report, terminal, session, clock_now};
  return work(context);
}

/// Bare `fob`: the table of codes for somebody who looks at it, else what to type next.
int run_bare(const Globals& globals, const Arguments& arguments, Report& report) {
  Terminal terminal(!globals.no_input);
  Session session(globals, report, terminal, clock_now);
  const bool exists = session.vault_exists();
  if (exists && is_terminal(1)) {
    Parser parser;
    return run_command(declare_code(parser), globals, arguments, report);
  }
  if (globals.json) throw Error(Kind::usage, "no command is given", "type: fob --help");
  write_error(summary(exists, has_previous(session.file().path())));
  return static_cast<int>(Kind::usage);
}

int dispatch(const Arguments& arguments, Report& report) {
  Request request = find_command(arguments.words());
  Parser parser;
  GlobalOptions options;
  options.declare(parser);
  Run work;
  std::string help = "fob --help";
  if (request.command != nullptr) {
    work = request.command->declare(parser);
    help = fmt::format("fob {} --help", request.command->name);
  }
  // Help is for who does not know how to go on: it comes though the rest be wrong.
  if (!has_word(request.words, "--help") && !has_word(request.words, "-h")) {
    parser.parse(std::move(request.words), help);
  } else {
    options.help = true;
  }
  if (options.help) {
    write_output(request.command != nullptr ? command_help(*request.command, parser)
                                            : program_help(parser));
    return 0;
  }
  if (options.version) {
    write_output(options.json ? "{\"name\":\"fob\",\"version\":\"" FOB_VERSION "\"}\n"
                              : "fob " FOB_VERSION "\n");
    return 0;
  }
  refuse_uris(parser, request.command, arguments);
  const Globals globals = options.values();
  report = Report(globals.json ? Report::Style::json : Report::Style::text, globals.quiet,
                  globals.verbose);
  if (request.command == nullptr) return run_bare(globals, arguments, report);
  return run_command(work, globals, arguments, report);
}

}  // namespace

int run(int argc, char** argv) {
  Report report(Report::Style::text, false, false);
  try {
    const Arguments arguments(argc, argv);
    if (has_word(arguments.words(), "--json"))
      report = Report(Report::Style::json, false, false);
    return dispatch(arguments, report);
  } catch (const Error& error) {
    report.failure(error);
    return static_cast<int>(error.kind());
  } catch (const std::bad_alloc&) {
    report.failure(Error(Kind::failed, "there is not enough memory"));
  } catch (const std::exception&) {
    report.failure(Error(Kind::failed, "something failed that should not",
                         "please report it, with the command that you typed"));
  }
  return static_cast<int>(Kind::failed);
}

}  // namespace fob::cli
