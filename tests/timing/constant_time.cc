// Lets memcheck follow a secret: its bytes are marked as undefined, and each branch or address
// that depends on them is an error that names its place (the idea is Adam Langley's ctgrind).
// Prints how many answers were given; constant_time_test.py says how many errors there may be.

#include <array>
#include <cstdio>
#include <string_view>
#include <valgrind/memcheck.h>
#include <vector>

#include "core/otp/verify.h"
#include "core/vault/slot.h"

namespace {

using namespace fob;

void make_secret(ByteView bytes) {
  VALGRIND_MAKE_MEM_UNDEFINED(bytes.data(), bytes.size());
}

/// A code that is wrong, and one that is right, compared with those of a secret key. The number
/// of answers.
int verify_codes() {
  int answers = 0;
  struct Try {
    otp::Method method;
    std::array<const char*, 2> codes;
  };
  for (const otp::Hash hash : {otp::Hash::sha1, otp::Hash::sha256, otp::Hash::sha512}) {
    // Those that are right are so with SHA1: RFC 6238 at 59, and RFC 4226.
    const std::vector<Try> tries{
        {otp::Totp{hash, 6, otp::seconds(30)}, {"000000", "287082"}},
        {otp::Totp{hash, 8, otp::seconds(30)}, {"00000000", "94287082"}},
        {otp::Hotp{hash, 6, 0}, {"000000", "755224"}},
        {otp::Hotp{hash, 8, 0}, {"00000000", "84755224"}},
    };
    for (const Try& one : tries) {
      for (const char* code : one.codes) {
        const Key key = Key::copy_of("12345678901234567890");
        make_secret(key.reveal());
        otp::verify(key, one.method, nullptr, code, otp::Time(otp::seconds(59)), 2);
        ++answers;
      }
    }
  }
  return answers;
}

/// A passphrase that is wrong: the check that it gives, and that of a slot.
int check_slot() {
  constexpr std::string_view first_line = "fob-vault 1 id=oKGio6SlpqeoqaqrrK2urw\n";
  const vault::SlotSeed seed{{}, Bytes(16), Bytes(24)};
  const Secret passphrase = Secret::copy_of("open sesame");
  std::string line = vault::make_slot(first_line, passphrase,
                                      {vault::min_passes, vault::min_memory}, Secret(32), seed);
  line.pop_back();  // its LF
  auto slot = vault::parse_slot(line);
  slot->check.front() ^= 1;
  make_secret(slot->check);
  vault::open_slot(*slot, first_line, passphrase);
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc == 2 ? argv[1] : "";
  if (what == "verify") {
    std::printf("%d\n", verify_codes());
  } else if (what == "slot") {
    std::printf("%d\n", check_slot());
  } else {
    std::fputs("usage: fob-constant-time verify|slot\n", stderr);
    return 2;
  }
  return 0;
}
