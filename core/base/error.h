#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace fob {

/// What a caller may branch on: the exit statuses of fob(1), by their numbers.
enum class Kind {
  no = 1,      ///< a code that is not valid; findings
  usage,       ///< wrong usage, or a question that could not be asked
  not_found,   ///< no account matches
  ambiguous,   ///< several accounts match
  passphrase,  ///< a wrong passphrase, or none to be had
  no_vault,    ///< there is no vault
  damaged,     ///< the vault is damaged or was tampered with
  partial,     ///< done in part
  malformed,   ///< input that is not what it must be
  io,          ///< reading or writing failed
  failed,      ///< refused because of what is there already, or any other failure
};

/// A failure that ends the command: what happened, and the next thing to type when we know
/// it. Neither text ever holds a secret, or bytes of the file that was being read. Both
/// begin with a lower-case letter and end without a full stop.
class Error : public std::runtime_error {
 public:
  Error(Kind kind, const std::string& what, std::string hint = {})
      : std::runtime_error(what), kind_(kind), hint_(std::move(hint)) {}

  Kind kind() const noexcept { return kind_; }
  const std::string& hint() const noexcept { return hint_; }

 private:
  Kind kind_;
  std::string hint_;
};

}  // namespace fob
