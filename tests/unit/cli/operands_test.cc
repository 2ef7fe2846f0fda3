#include "cli/operands.h"

#include <doctest/doctest.h>

namespace fob::cli {

TEST_CASE("what looks like a secret is Base32, Base64 or hexadecimal, however it is written") {
  CHECK(looks_like_secret("GEZDGNBVGY3TQOJQ"));
  CHECK(looks_like_secret("JbSwY3DpEhPk3pXp"));
  CHECK(looks_like_secret("ABCDEFGHIJKLMNOP"));
  CHECK(looks_like_secret("c2VjcmV0c2VjcmV0cw=="));
  CHECK(looks_like_secret("gezd gnbv gy3t qojq"));
  CHECK(looks_like_secret("GEZD-GNBV-GY3T-QOJQ===="));
  CHECK(looks_like_secret("3132333435363738393031323334353637383930"));
}

TEST_CASE("a recovery key looks like one, also where it was mistyped") {
  CHECK(looks_like_secret("2491-650N-2RBH-G68T-3CE1-T7GZ-404P"));
  CHECK(looks_like_secret("2491650n2rbhg68t3ce1t7gz4o4p"));
  CHECK(looks_like_secret("2491 650N 2RBH G68T 3CE1 T7GZ 404P"));
  CHECK(looks_like_secret("2491-650N-2RBH-G68T-3CE1-T7GZ-404Q"));
  CHECK_FALSE(looks_like_secret("2491-650N-2RBH-G68T-3CE1-T7GZ"));
  CHECK_FALSE(looks_like_secret("9a-f0-11-22-33-44-55"));
  CHECK_FALSE(looks_like_secret("5f0c9a41-77b2-4e0d-8381-c6aa90f21e4b"));
}

TEST_CASE("names and ids do not") {
  CHECK_FALSE(looks_like_secret(""));
  CHECK_FALSE(looks_like_secret("GitHub:alice"));
  CHECK_FALSE(looks_like_secret("christopherrobin"));
  CHECK_FALSE(looks_like_secret("AMAZONWEBSERVICES"));
  CHECK_FALSE(looks_like_secret("BANK OF AMERICA HOME 2"));
  CHECK_FALSE(looks_like_secret("kubernetes2cluster"));
  CHECK_FALSE(looks_like_secret("alice2@example.com"));
  CHECK_FALSE(looks_like_secret("GEZDGNBVGY3TQOJ"));
  CHECK_FALSE(looks_like_secret("5f0c9a4177b2e0d381c6aa90f21e4b3d"));
}

TEST_CASE("wrong operands are never repeated, and a secret among them is told") {
  CHECK(wrong_operands({"a", "b"}, "what", "hint").hint() == "hint");
  CHECK(wrong_operands({"a", "GEZDGNBVGY3TQOJQ"}, "what", "hint").hint() ==
        "fob asks for secrets; what looks like one here is in the shell's history now");
}

}  // namespace fob::cli
