#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace fob::cli {

/// An option as its command declares it. What it is set to is text: a value is checked by our
/// own functions, so that what the user reads about a wrong one is ours, and never repeats it.
struct Option {
  std::vector<std::string> names;  ///< as typed: "-o", "--output"; the long one is the last
  std::string value;               ///< as shown in help: FILE, N, sha1|sha256; none for a flag
  std::string help;                ///< a few words
  bool global = false;             ///< of every command
  bool optional = false;           ///< the value may be left out: `--copy`, `--copy=osc52`
  /// A flag; a value; one that may be given several times.
  std::variant<bool*, std::optional<std::string>*, std::vector<std::string>*> into;

  bool is_flag() const noexcept { return value.empty(); }
  /// Is the word behind it its value, where none is joined to it?
  bool takes_word() const noexcept { return !value.empty() && !optional; }
  const std::string& long_name() const noexcept { return names.back(); }
};

/// The options and operands of a command. Help, completions and the check of what was typed
/// are made from these rows; CLI11 sees only those that were typed.
class Parser {
 public:
  /// `names` as `-o,--output`.
  void flag(std::string_view names, bool& into, std::string help);
  void value(std::string_view names, std::optional<std::string>& into, std::string value,
             std::string help);
  /// A value that may be left out and so stands behind an equals sign only, never in a word of
  /// its own; `into` is then an empty text. `name` is a long one.
  void optional_value(std::string_view name, std::optional<std::string>& into,
                      std::string value, std::string help);
  /// May be given several times.
  void values(std::string_view names, std::vector<std::string>& into, std::string value,
              std::string help);
  /// The words that are no options.
  void operands(std::vector<std::string>& into) noexcept { operands_ = &into; }
  /// The options from the one at `first` on are those of every command.
  void make_global(std::size_t first);

  std::span<const Option> options() const noexcept { return options_; }
  /// The option of that name, as it is typed, or null.
  const Option* find(std::string_view name) const noexcept;
  /// What parse() has set.
  std::vector<std::string_view> option_values() const;
  std::span<const std::string> operand_values() const noexcept;

  /// Sets what `words` give. Throws usage, with a hint that names `help`, the command to type
  /// for it. No message repeats a word that is not an option's name.
  void parse(std::vector<std::string> words, std::string_view help) const;

 private:
  void add(std::string_view names, Option option);
  const Option* short_option(char letter) const noexcept;
  std::size_t name_end(std::string_view word) const noexcept;
  bool takes_next(std::string_view word) const noexcept;
  void take_optional_values(std::vector<std::string>& words, const std::string& hint) const;
  void guard_values(std::vector<std::string>& words) const;
  char flag_with_value(std::string_view word) const noexcept;
  void refuse_flag_values(const std::vector<std::string>& words, std::string_view hint) const;
  [[noreturn]] void refuse_unknown(const std::vector<std::string>& words,
                                   std::string_view hint) const;

  std::vector<Option> options_;
  std::vector<std::string>* operands_ = nullptr;
};

}  // namespace fob::cli
