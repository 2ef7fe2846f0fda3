#include "cli/parser.h"

#include <algorithm>
#include <array>
#include <iterator>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/format.h>

#include "cli/terminal/suggest.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

// CLI11 takes an operand in brackets for a list, and cuts it at its commas; for an empty value,
// as in --tag=, it takes the next word. No word that begins with this byte is anything to it.
constexpr char guard = '\x02';

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool needs_guard(std::string_view word) {
  return word.starts_with('[') || word.starts_with(guard);
}

void guard_words(std::vector<std::string>& words) {
  for (std::string& word : words) {
    if (needs_guard(word)) word.insert(0, 1, guard);
  }
}

std::string unguarded(std::string word) {
  if (word.starts_with(guard)) word.erase(0, 1);
  return word;
}

/// `--dijits` of `--dijits=7`, when it looks like an option's name; else nothing: what was
/// typed may be a secret.
std::string option_name(std::string_view word) {
  word = word.substr(0, word.find('='));
  const bool plain = word.starts_with("-") && word.size() > 1 && word.size() <= 32 &&
                     word.find_first_not_of("-abcdefghijklmnopqrstuvwxyz") == word.npos;
  return plain ? std::string(word) : std::string();
}

/// May `option` be meant by one of `words`? Too often is no harm.
bool is_typed(const Option& option, const std::vector<std::string>& words) {
  return std::ranges::any_of(words, [&](std::string_view word) {
    if (!word.starts_with('-')) return false;
    if (word.starts_with("--")) {
      return word.substr(0, word.find('=')) == option.long_name();
    }
    return option.names.size() > 1 && word.find(option.names.front()[1]) != word.npos;
  });
}

void declare(CLI::App& app, const Option& option) {
  const std::string names = fmt::format("{}", fmt::join(option.names, ","));
  if (const auto* flag = std::get_if<bool*>(&option.into)) {
    app.add_flag(names, **flag)->disable_flag_override();
  } else if (const auto* value = std::get_if<std::optional<std::string>*>(&option.into)) {
    app.add_option(names, **value)->transform(unguarded);
  } else {
    CLI::Option* added = app.add_option(names, *std::get<2>(option.into));
    added->transform(unguarded);
    // Of each one value, or the words that follow would be values too.
    added->expected(1)->allow_extra_args(false)->take_all();
  }
}

/// What is wrong with an option that is known. CLI11's text begins with its name.
[[noreturn]] void refuse_use(const CLI::ParseError& error, const std::string& hint) {
  const std::string text = error.what();
  const std::string name = option_name(text.substr(0, text.find_first_of(": ")));
  if (name.empty()) throw Error(Kind::usage, "the options cannot be understood", hint);
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) == nullptr) {
    throw Error(Kind::usage, fmt::format("wrong use of {}", name), hint);
  }
  const bool again = text.find("At Most") != text.npos;
  throw Error(Kind::usage, name + (again ? " is given more than once" : " needs a value"),
              hint);
}

}  // namespace

void Parser::add(std::string_view names, Option option) {
  for (const std::string_view name : split(names, ','))
    option.names.emplace_back(name);
  options_.push_back(std::move(option));
}

void Parser::flag(std::string_view names, bool& into, std::string help) {
  add(names, {{}, {}, std::move(help), false, false, &into});
}

void Parser::value(std::string_view names, std::optional<std::string>& into, std::string value,
                   std::string help) {
  add(names, {{}, std::move(value), std::move(help), false, false, &into});
}

void Parser::optional_value(std::string_view name, std::optional<std::string>& into,
                            std::string value, std::string help) {
  add(name, {{}, std::move(value), std::move(help), false, true, &into});
}

void Parser::values(std::string_view names, std::vector<std::string>& into, std::string value,
                    std::string help) {
  add(names, {{}, std::move(value), std::move(help), false, false, &into});
}

void Parser::make_global(std::size_t first) {
  for (Option& option : std::span(options_).subspan(first))
    option.global = true;
}

std::vector<std::string_view> Parser::option_values() const {
  std::vector<std::string_view> values;
  for (const Option& option : options_) {
    if (const auto* value = std::get_if<std::optional<std::string>*>(&option.into)) {
      if (const auto& text = **value) values.emplace_back(*text);
    } else if (const auto* list = std::get_if<std::vector<std::string>*>(&option.into)) {
      values.insert(values.end(), (*list)->begin(), (*list)->end());
    }
  }
  return values;
}

std::span<const std::string> Parser::operand_values() const noexcept {
  if (operands_ == nullptr) return {};
  return *operands_;
}

const Option* Parser::find(std::string_view name) const noexcept {
  const auto found = std::ranges::find_if(options_, [&](const Option& option) {
    return std::ranges::find(option.names, name) != option.names.end();
  });
  return found == options_.end() ? nullptr : &*found;
}

const Option* Parser::short_option(char letter) const noexcept {
  const std::array<char, 2> name{'-', letter};
  return find(std::string_view(name.data(), name.size()));
}

/// Where in `word` the name ends of an option that takes a value: `--limit`, also before `=`,
/// or `-o` or `-qo`, also before more. npos where it names none.
std::size_t Parser::name_end(std::string_view word) const noexcept {
  if (word.starts_with("--")) {
    const std::string_view name = word.substr(0, word.find('='));
    const Option* option = find(name);
    return option != nullptr && option->takes_word() ? name.size() : word.npos;
  }
  if (!word.starts_with('-')) return word.npos;
  for (std::size_t i = 1; i < word.size(); ++i) {
    const Option* option = short_option(word[i]);
    if (option == nullptr) return word.npos;
    if (option->takes_word()) return i + 1;
  }
  return word.npos;
}

/// Is the word after `word` the value of an option that it names, as `--limit` or `-qo`?
bool Parser::takes_next(std::string_view word) const noexcept {
  return name_end(word) == word.size();
}

/// Sets what these give and takes them out of `words`: CLI11 would take the next word too.
void Parser::take_optional_values(std::vector<std::string>& words,
                                  const std::string& hint) const {
  const bool some = std::ranges::any_of(options_, [&](const Option& option) {
    return option.optional && is_typed(option, words);
  });
  if (!some) return;
  std::vector<std::string> rest;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--") {
      std::move(words.begin() + static_cast<std::ptrdiff_t>(i), words.end(),
                std::back_inserter(rest));
      break;
    }
    const std::size_t sign = words[i].find('=');
    const Option* option = find(std::string_view(words[i]).substr(0, sign));
    if (option != nullptr && option->optional) {
      auto& into = *std::get<std::optional<std::string>*>(option->into);
      const std::string& name = option->long_name();
      if (into) throw Error(Kind::usage, name + " is given more than once", hint);
      if (sign == words[i].size() - 1) throw Error(Kind::usage, name + "= has no value", hint);
      into = sign == std::string::npos ? std::string() : words[i].substr(sign + 1);
      continue;
    }
    const bool with_next = takes_next(words[i]) && i + 1 < words.size();
    rest.push_back(std::move(words[i]));
    if (with_next) rest.push_back(std::move(words[++i]));
  }
  words = std::move(rest);
}

void Parser::guard_values(std::vector<std::string>& words) const {
  for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    if (takes_next(words[i])) {
      ++i;
      continue;
    }
    std::size_t at = name_end(words[i]);
    if (at == std::string::npos) continue;
    if (words[i].starts_with("--")) ++at;  // the sign
    const std::string_view value = std::string_view(words[i]).substr(at);
    if (value.empty() || needs_guard(value)) words[i].insert(at, 1, guard);
  }
}

/// The last of the flags that `word` begins with, as `-qy`, where something follows it that
/// cannot be another option; else NUL.
char Parser::flag_with_value(std::string_view word) const noexcept {
  if (!word.starts_with('-')) return '\0';
  for (std::size_t i = 1; i < word.size(); ++i) {
    const Option* option = short_option(word[i]);
    if (option == nullptr) return i > 1 && !is_letter(word[i]) ? word[i - 1] : '\0';
    if (!option->is_flag()) return '\0';
  }
  return '\0';
}

/// `--json=1`, and `--json=true` and `--json=` too, which CLI11 would take; and `-q1` and
/// `-q--x`, where it would take what follows for an operand.
void Parser::refuse_flag_values(const std::vector<std::string>& words,
                                std::string_view hint) const {
  for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    if (const char flag = flag_with_value(words[i]); flag != '\0') {
      throw Error(Kind::usage, fmt::format("-{} takes no value", flag), std::string(hint));
    }
    const std::size_t sign = words[i].find('=');
    const Option* option = find(std::string_view(words[i]).substr(0, sign));
    if (option != nullptr && option->is_flag() && sign != std::string::npos) {
      throw Error(Kind::usage, fmt::format("{} takes no value", words[i].substr(0, sign)),
                  std::string(hint));
    }
    if (takes_next(words[i])) ++i;
  }
}

void Parser::refuse_unknown(const std::vector<std::string>& words,
                            std::string_view hint) const {
  for (const std::string& word : words) {
    const std::string name = option_name(word);
    if (name.empty()) continue;
    std::vector<std::string_view> known;
    for (const Option& option : options_)
      known.push_back(option.long_name());
    const std::string_view meant = near_miss(name, known);
    throw Error(Kind::usage, fmt::format("there is no option {}", name),
                meant.empty() ? std::string(hint) : fmt::format("did you mean: {}", meant));
  }
  throw Error(Kind::usage, "there is an option that is not known", std::string(hint));
}

void Parser::parse(std::vector<std::string> words, std::string_view help) const {
  const std::string hint = fmt::format("type: {}", help);
  refuse_flag_values(words, hint);
  take_optional_values(words, hint);
  CLI::App app;
  app.set_help_flag();
  // CLI11 compares each option with all before it. With those that nobody typed, that would
  // be most of the work of `fob code -`.
  for (const Option& option : options_) {
    if (is_typed(option, words)) declare(app, option);
  }
  if (operands_ != nullptr) app.add_option("operands", *operands_)->transform(unguarded);
  guard_values(words);
  guard_words(words);
  std::ranges::reverse(words);  // as CLI11 wants them
  try {
    app.parse(std::move(words));
  } catch (const CLI::ExtrasError&) {
    refuse_unknown(app.remaining(), hint);
  } catch (const CLI::ParseError& error) {
    refuse_use(error, hint);
  }
}

}  // namespace fob::cli
