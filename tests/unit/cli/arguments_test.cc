#include "cli/arguments.h"

#include <array>

#include <doctest/doctest.h>

#include "core/base/error.h"

namespace fob::cli {

TEST_CASE("a URI is taken out of argv, and a placeholder stands for it") {
  std::string program = "fob", command = "add",
              uri = "OTPAUTH://totp/a?secret=JBSWY3DPEHPK3PXP";
  const std::string original = uri;
  std::array<char*, 4> argv{program.data(), command.data(), uri.data(), nullptr};
  const Arguments arguments(3, argv.data());
  CHECK(uri == std::string(original.size(), '\0'));
  REQUIRE(arguments.words().size() == 2);
  CHECK(arguments.words()[0] == "add");
  CHECK(arguments.words()[1].find("JBSW") == std::string::npos);
  const Secret* taken = arguments.uri(arguments.words()[1]);
  REQUIRE(taken != nullptr);
  CHECK(taken->reveal_text() == original);
}

TEST_CASE("other words stay as they are, and are no URIs") {
  std::string program = "fob", word = "GitHub:alice", forged = "\x01uri 0";
  std::array<char*, 4> argv{program.data(), word.data(), forged.data(), nullptr};
  const Arguments arguments(3, argv.data());
  CHECK(arguments.words() == std::vector<std::string>{"GitHub:alice", forged});
  CHECK(arguments.uri("GitHub:alice") == nullptr);
  CHECK(arguments.uri(forged) == nullptr);
}

TEST_CASE("the value of an option is taken out as well, and the option stays") {
  for (const std::string option : {"--tag=", "--no-such=", "--"}) {
    std::string program = "fob", word = option + "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP";
    std::array<char*, 3> argv{program.data(), word.data(), nullptr};
    const Arguments arguments(2, argv.data());
    const std::string left = arguments.words()[0];
    CHECK(word == std::string(word.size(), '\0'));
    CHECK(left.find("JBSW") == std::string::npos);
    CHECK(left.starts_with(option) == (option != "--"));
    const Secret* taken = arguments.uri(left.substr(option == "--" ? 0 : option.size()));
    REQUIRE(taken != nullptr);
    CHECK(taken->reveal_text() == option + "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP");
  }
}

TEST_CASE("where no URI can be given, one is refused without being shown") {
  std::string program = "fob", uri = "steam://JBSWY3DPEHPK3PXP";
  std::array<char*, 3> argv{program.data(), uri.data(), nullptr};
  const Arguments arguments(2, argv.data());
  CHECK_THROWS_WITH_AS(arguments.refuse_uri(arguments.words()[0]),
                       "a URI cannot be given here, and is now in the shell's history", Error);
  CHECK_NOTHROW(arguments.refuse_uri("GitHub"));
}

}  // namespace fob::cli
