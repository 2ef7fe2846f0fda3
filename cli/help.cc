#include "cli/help.h"

#include <algorithm>

#include <fmt/format.h>

namespace fob::cli {
namespace {

constexpr std::size_t columns = 79;

std::string option_words(const Option& option) {
  std::string words = fmt::format("{}", fmt::join(option.names, ", "));
  if (option.optional) return words + "[=" + option.value + "]";
  return option.is_flag() ? words : words + " " + option.value;
}

/// An option a line, the descriptions below each other. Or, where that would be too many
/// lines, their words alone, as many a line as fit.
std::string option_lines(const std::vector<const Option*>& options, std::size_t room) {
  std::string text;
  if (options.size() <= room) {
    std::size_t width = 0;
    for (const Option* option : options) {
      width = std::max(width, option_words(*option).size());
    }
    for (const Option* option : options) {
      text += fmt::format("  {:<{}}  {}\n", option_words(*option), width, option->help);
    }
    return text;
  }
  std::string line = " ";
  for (const Option* option : options) {
    const std::string words = "[" + option_words(*option) + "]";
    if (line.size() + 1 + words.size() > columns) {
      text += line + "\n";
      line = " ";
    }
    line += " " + words;
  }
  return text + line + "\n";
}

std::vector<const Option*> options_of(const Parser& parser, bool global) {
  std::vector<const Option*> options;
  for (const Option& option : parser.options()) {
    if (option.global == global) options.push_back(&option);
  }
  return options;
}

/// The commands by their groups, each begun on a line of its own.
std::string command_groups() {
  std::string text, line;
  std::string_view group;
  const auto begin = [&](std::string_view heading) {
    if (!line.empty()) text += line + "\n";
    line = fmt::format("  {:<10}  ", heading);
  };
  for (const Command& command : commands()) {
    std::string name(command.name);
    if (!command.alias.empty()) name += fmt::format(" (or {})", command.alias);
    if (command.group != group) {
      begin(command.group);
      group = command.group;
    } else if (line.size() + 2 + name.size() < columns) {
      line += ", ";
    } else {
      line += ',';
      begin("");
    }
    line += name;
  }
  return text + line + "\n";
}

}  // namespace

std::string command_help(const Command& command, const Parser& parser) {
  std::string text = fmt::format("fob {}: {}\n\nUsage: fob {} [OPTIONS] {}\n", command.name,
                                 command.summary, command.name, command.operands);
  if (command.operands.empty()) text.erase(text.size() - 2, 1);
  const auto options = options_of(parser, false);
  if (!options.empty()) text += "\nOptions:\n" + option_lines(options, 12);
  text += fmt::format("\nExamples:\n{}", command.examples);
  return text + fmt::format("\nMore: fob --help, fob help {}\n", command.name);
}

std::string program_help(const Parser& parser) {
  std::string text =
      "fob: one-time codes from an encrypted vault\n\n"
      "Usage: fob COMMAND [OPTIONS]    or: fob NAME\n\n" +
      command_groups() + "\nOptions of every command:\n" +
      option_lines(options_of(parser, true), 0);
  text +=
      "\nExamples:\n"
      "  fob import list.txt     takes in a list of otpauth:// URIs\n"
      "  fob GitHub:alice        prints the code\n";
  return text + "\nMore: fob COMMAND --help, fob help COMMAND\n";
}

std::string built_in_help(const Command* command) {
  Parser parser;
  GlobalOptions globals;
  globals.declare(parser);
  if (command == nullptr) return program_help(parser);
  const Run unused = command->declare(parser);
  return command_help(*command, parser);
}

std::string summary(bool vault_exists, bool previous_exists) {
  std::string text = "fob: one-time codes from an encrypted vault\n\n";
  text += vault_exists ? "  fob NAME               print a code\n"
                         "  fob list               list the accounts\n"
                         "  fob code --all         print all codes\n"
          : previous_exists
              ? "  fob restore --previous bring back the vault, of which this is left\n"
                "  fob code -             print a code without a vault\n"
              : "  fob init               make a vault: begin here\n"
                "  fob import FILE        take in a list of otpauth:// URIs\n"
                "  fob code -             print a code without a vault\n";
  return text + "  fob add NAME           add an account\n\nMore: fob --help, fob help\n";
}

}  // namespace fob::cli
