#include "core/vault/header.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/text.h"
#include "core/crypto/aead.h"
#include "core/vault/line.h"

namespace fob::vault {
namespace {

constexpr std::string_view name = "fob-vault", body_name = "body";
constexpr std::string_view cipher = "cipher=xchacha20poly1305";
constexpr std::size_t commit_size = 32;

/// Takes the header's lines from a file, one after the other.
class Lines {
 public:
  explicit Lines(std::string_view file) : file_(file) {}

  /// Without its LF.
  std::string_view next() {
    const std::string_view rest = file_.substr(at_);
    const std::size_t size = rest.substr(0, max_line).find('\n');
    if (size == rest.npos) {
      throw damaged(rest.size() < max_line ? "its header ends before the line of its body"
                                           : "a line of its header is over 16 KiB");
    }
    at_ += size + 1;
    if (at_ > max_header) throw damaged("its header is over 64 KiB");
    const std::string_view line = rest.substr(0, size);
    if (line.empty()) throw damaged("its header ends before the line of its body");
    if (!is_line(line)) throw damaged("a line of its header is not as the format has it");
    return line;
  }

  std::size_t at() const noexcept { return at_; }

 private:
  std::string_view file_;
  std::size_t at_ = 0;
};

Id parse_first_line(std::string_view line) {
  const auto words = split(line, ' ');
  const auto bytes = words.size() == 3 && words[0] == name && words[1] == "1"
                         ? bytes_field(words[2], "id", Id{}.size())
                         : std::nullopt;
  if (!bytes) throw damaged("its first line is not as the format has it");
  Id id;
  std::ranges::copy(*bytes, id.begin());
  return id;
}

void parse_body_line(std::string_view line, Header& header) {
  const auto words = split(line, ' ');
  const auto named = words.size() > 1 ? field(words[1], "cipher") : std::nullopt;
  if (named && is_word(*named) && words[1] != cipher) {
    throw too_new("the vault has a cipher that version 1 of the format does not know");
  }
  auto commit = words.size() == 4 ? bytes_field(words[2], "commit", commit_size) : std::nullopt;
  auto nonce = words.size() == 4 ? bytes_field(words[3], "nonce", crypto::aead_nonce_size)
                                 : std::nullopt;
  if (!named || words[1] != cipher || !commit || !nonce) {
    throw damaged("the line of its body is not as the format has it");
  }
  header.commit = std::move(*commit);
  header.nonce = std::move(*nonce);
}

}  // namespace

void check_version(std::string_view file) {
  const auto version = version_after(file, name);
  if (version && *version > 1) {
    throw too_new(fmt::format(
        "the vault is of version {} of the format, this fob knows version 1", *version));
  }
}

Header parse_header(std::string_view file) {
  Header header;
  Lines lines(file);
  header.id = parse_first_line(lines.next());
  header.first_line_size = lines.at();

  for (std::size_t slots = 0, passphrase_slots = 0;;) {
    header.body_line_at = lines.at();
    const std::string_view line = lines.next();
    const std::string_view first_word = line.substr(0, line.find(' '));
    if (first_word == body_name) {
      if (slots == 0) throw damaged("it has no slot");
      parse_body_line(line, header);
      header.size = lines.at();
      return header;
    }
    if (first_word == "slot") {
      if (++slots > max_slots) throw damaged("it has more than 32 slots");
      auto slot = parse_slot(line);
      if (line.starts_with("slot passphrase ")) ++passphrase_slots;
      if (passphrase_slots > max_passphrase_slots) {
        throw damaged("it has more than 8 slots with a passphrase");
      }
      if (slot) header.slots.push_back(std::move(*slot));
    } else if (!line.starts_with("x-")) {
      throw is_word(first_word) && first_word != name
          ? too_new("the vault has a line that version 1 of the format does not know")
          : damaged("a line of its header is not as the format has it");
    }
  }
}

std::string format_first_line(const Id& id) {
  return fmt::format("{} 1{}\n", name, format_field("id", id));
}

std::string format_body_line(ByteView commit, ByteView nonce) {
  return fmt::format("{} {}{}{}\n", body_name, cipher, format_field("commit", commit),
                     format_field("nonce", nonce));
}

}  // namespace fob::vault
