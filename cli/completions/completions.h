#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fob::cli {

// Completion for the shells: a script for each, made from a plain description of the
// commands. The scripts know words only, but for the names of accounts: where one is wanted
// they run `fob list --unlocked`, which ends at once where the vault is locked and never asks
// for anything. They run nothing else, and evaluate nothing of what was typed.

/// What stands after an option.
enum class Takes {
  nothing,
  text,  ///< anything: nothing is offered
  file,
  word,  ///< one of OptionWords::words
};

/// An option as it is typed. At least one of the names is not empty.
struct OptionWords {
  std::string long_name;   ///< `--output`, or nothing
  std::string short_name;  ///< `-o`, or nothing
  std::string summary;
  Takes takes = Takes::nothing;
  std::vector<std::string> words = {};
  bool optional = false;  ///< the value may be left out, and only follows an equals sign
  bool removed = false;   ///< with it, names are those of removed entries
};

/// What a command's other words are.
enum class Operands {
  none,
  text,      ///< anything: nothing is offered
  account,   ///< the name of one, then anything
  accounts,  ///< names of accounts
  file,
  word,  ///< one of CommandWords::words, once
};

/// What may stand behind one of CommandWords::words.
struct FollowingWords {
  std::string after;
  std::vector<std::string> words;
};

struct CommandWords {
  std::string name;
  std::string alias;  ///< another name for it, or nothing
  std::string summary;
  std::vector<OptionWords> options;  ///< its own, without the global ones
  Operands operands = Operands::none;
  std::vector<std::string> words = {};
  std::vector<FollowingWords> following = {};
};

struct ProgramWords {
  std::vector<OptionWords> options;  ///< accepted before and after a command
  /// The first word may be the name of an account, too: then the command is `code`.
  std::vector<CommandWords> commands;
  std::vector<std::string> reserved;  ///< first words that name no account, nor a command
};

// Each returns the whole file. Names and words are of letters, digits, `-` and `_`; summaries
// may hold any character but line ends. An option with the name `--vault` says whose names
// are wanted.

/// To be installed as `bash-completion/completions/fob`.
std::string bash_completion(const ProgramWords& program);
/// To be installed as `_fob` in a folder of zsh's fpath.
std::string zsh_completion(const ProgramWords& program);
/// To be installed as `fish/vendor_completions.d/fob.fish`.
std::string fish_completion(const ProgramWords& program);

}  // namespace fob::cli
