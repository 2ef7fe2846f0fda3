#include "cli/program.h"

#include <algorithm>
#include <chrono>
#include <exception>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/format.h>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/commands/commands.h"
#include "cli/help.h"
#include "cli/options.h"
#include "cli/terminal/output.h"
#include "cli/terminal/report.h"
#include "cli/terminal/suggest.h"
#include "cli/words.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

/// `--dijits` of `--dijits=7`, when it looks like an option's name; else nothing: what was
/// typed may be a secret.
std::string option_name(std::string_view word) {
  word = word.substr(0, word.find('='));
  const bool plain = word.starts_with("-") && word.size() > 1 && word.size() <= 32 &&
                     word.find_first_not_of("-abcdefghijklmnopqrstuvwxyz") == word.npos;
  return plain ? std::string(word) : std::string();
}

/// CLI11's texts repeat what was typed and never reach the user: these are our own.
[[noreturn]] void refuse_parse(const CLI::App& app, const CLI::ParseError& error,
                               const std::string& help) {
  const std::string hint = "type: " + help;
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    for (const std::string& word : app.remaining()) {
      const std::string name = option_name(word);
      if (name.empty()) continue;
      std::vector<std::string> known;
      for (const CLI::Option* option : app.get_options()) {
        for (const std::string& long_name : option->get_lnames()) {
          known.push_back("--" + long_name);
        }
      }
      const std::vector<std::string_view> views(known.begin(), known.end());
      const std::string_view meant = near_miss(name, views);
      throw Error(Kind::usage, fmt::format("there is no option {}", name),
                  meant.empty() ? hint : fmt::format("did you mean: {}", meant));
    }
    throw Error(Kind::usage, "there is an option that is not known", hint);
  }
  const std::string text = error.what();
  const std::string name = option_name(text.substr(0, text.find_first_of(": ")));
  if (name.empty()) throw Error(Kind::usage, "the options cannot be understood", hint);
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    const bool again = text.find("At Most") != text.npos;
    throw Error(Kind::usage, name + (again ? " is given more than once" : " needs a value"),
                hint);
  }
  throw Error(Kind::usage, fmt::format("wrong use of {}", name), hint);
}

/// `--json=1`, and `--json=true` and `--json=` too, which CLI11 would take.
void refuse_flag_values(const CLI::App& app, const std::vector<std::string>& words,
                        const std::string& help) {
  for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    const std::size_t sign = words[i].find('=');
    const std::string name = words[i].substr(0, sign);
    if (!name.starts_with('-') || name == "-") continue;
    const CLI::Option* option = app.get_option_no_throw(name);
    if (option == nullptr) continue;
    const bool is_flag = option->get_items_expected_max() == 0;
    if (is_flag && sign != name.npos) {
      throw Error(Kind::usage, fmt::format("{} takes no value", name), "type: " + help);
    }
    if (!is_flag && sign == name.npos) ++i;  // the next word is its value
  }
}

void parse(CLI::App& app, std::vector<std::string> words, const std::string& help) {
  refuse_flag_values(app, words, help);
  guard_brackets(words);
  std::ranges::reverse(words);  // as CLI11 wants them
  try {
    app.parse(std::move(words));
  } catch (const CLI::ParseError& error) {
    refuse_parse(app, error, help);
  }
}

/// A URI is an operand of `add` and nothing else, and is refused before anything is asked.
void refuse_uris(const CLI::App& app, const Command* command, const Arguments& arguments) {
  const bool as_operand = command != nullptr && command->declare == declare_add;
  for (const CLI::Option* option : app.get_options()) {
    if (as_operand && option->get_positional()) continue;
    for (const std::string& value : option->results())
      arguments.refuse_uri(value);
  }
}

otp::Time clock_now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

int run_command(const Run& work, const Globals& globals, const Arguments& arguments,
                Report& report) {
  Terminal terminal(!globals.no_input);
  Session session(globals, report, terminal);
  Context context{globals, arguments, report, terminal, session, clock_now};
  return work(context);
}

/// Bare `fob`: the table of codes for somebody who looks at it, else what to type next.
int run_bare(const Globals& globals, const Arguments& arguments, Report& report) {
  Terminal terminal(!globals.no_input);
  const bool exists = Session(globals, report, terminal).vault_exists();
  if (exists && !globals.json && is_terminal(1)) {
    CLI::App app;
    return run_command(declare_code(app), globals, arguments, report);
  }
  if (globals.json) throw Error(Kind::usage, "no command is given", "type: fob --help");
  write_error(summary(exists));
  return static_cast<int>(Kind::usage);
}

int dispatch(const Arguments& arguments, Report& report) {
  Request request = find_command(arguments.words());
  CLI::App app;
  app.set_help_flag();
  GlobalOptions options;
  options.declare(app);
  Run work;
  std::string help = "fob --help";
  if (request.command != nullptr) {
    work = request.command->declare(app);
    help = fmt::format("fob {} --help", request.command->name);
  }
  // Help is for who does not know how to go on: it comes though the rest be wrong.
  if (!has_word(request.words, "--help") && !has_word(request.words, "-h")) {
    parse(app, std::move(request.words), help);
  } else {
    options.help = true;
  }
  if (options.help) {
    write_output(request.command != nullptr ? command_help(*request.command, app)
                                            : program_help(app));
    return 0;
  }
  if (options.version) {
    write_output("fob " FOB_VERSION "\n");
    return 0;
  }
  refuse_uris(app, request.command, arguments);
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
