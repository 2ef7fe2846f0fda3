#include "core/vault/backup_name.h"

#include <doctest/doctest.h>

#include "tests/unit/vault/helpers.h"

using namespace fob;
using namespace fob::vault;

namespace {

const std::string first = "vault-oKGio6Sl-2026-11-28T150405Z.fob";

std::vector<std::string> surplus(const std::vector<std::string>& names, std::uint64_t keep) {
  return surplus_backups(names, parse_backup_name(first).value(), keep);
}

}  // namespace

TEST_CASE("a backup is called after its vault and the second") {
  const Id id = id_ramp(0xa0);
  CHECK(format_backup_name(backup_name(id, at(1'795'878'245))) == first);
  CHECK(format_backup_name(backup_name(id, at(1'795'878'245), 12)) ==
        "vault-oKGio6Sl-2026-11-28T150405Z-12.fob");
}

TEST_CASE("such a name is known again, and nothing else is taken for one") {
  for (const std::string& name : {first, std::string("vault-oKGio6Sl-2026-11-28T150405Z-2.fob"),
                                  std::string("vault-_-_-_-_--2026-11-28T150405Z-10.fob")}) {
    const auto parsed = parse_backup_name(name);
    REQUIRE(parsed);
    CHECK(format_backup_name(*parsed) == name);
  }
  for (const char* const other :
       {"", "vault.fob", "vault.fob~", "vault-oKGio6Sl-2026-11-28T150405Z",
        "vault-oKGio6Sl-2026-11-28T150405Z.fob~", "Vault-oKGio6Sl-2026-11-28T150405Z.fob",
        "vault-oKGio6S-2026-11-28T150405Z.fob", "vault-oKGio6Sl-2026-13-28T150405Z.fob",
        "vault-oKGio6Sl-2026-02-30T150405Z.fob", "vault-oKGio6Sl-2026-11-28T150405.fob",
        "vault-oKGio6Sl-2026-11-28T15040 Z.fob", "vault-oKGio6Sl-2026-11-28T150405Z-1.fob",
        "vault-oKGio6Sl-2026-11-28T150405Z-02.fob", "vault-oKGio6Sl-2026-11-28T150405Z-.fob",
        "vault-oKGio6Sl-2026-11-28T150405Z-two.fob", "vault-oKGio6Sl-2026-11-28T150405Z2.fob",
        "vault-oKGio6Sl-2026-11-28T15:04:05Z.fob",
        "vault-oKGio6Sl-2026-11-28T150405Z-1000000.fob"}) {
    CAPTURE(other);
    CHECK_FALSE(parse_backup_name(other));
  }
}

TEST_CASE("the oldest go, so that as many as asked for stay") {
  const std::vector<std::string> names{
      "vault-oKGio6Sl-2026-11-28T150404Z-10.fob", "vault-oKGio6Sl-2026-11-28T150404Z-2.fob",
      "vault-oKGio6Sl-2025-11-28T150405Z.fob", "vault-oKGio6Sl-2026-11-28T150404Z.fob"};
  CHECK(surplus(names, 5).empty());
  CHECK(surplus(names, 4) == std::vector<std::string>{"vault-oKGio6Sl-2025-11-28T150405Z.fob"});
  CHECK(surplus(names, 1) ==
        std::vector<std::string>{"vault-oKGio6Sl-2025-11-28T150405Z.fob",
                                 "vault-oKGio6Sl-2026-11-28T150404Z.fob",
                                 "vault-oKGio6Sl-2026-11-28T150404Z-2.fob",
                                 "vault-oKGio6Sl-2026-11-28T150404Z-10.fob"});
}

TEST_CASE("what was made later, of another vault or called otherwise is none of them") {
  CHECK(surplus({first, "vault-oKGio6Sl-2026-11-28T150406Z.fob",
                 "vault-AAAAAAAA-2020-11-28T150404Z.fob", "vault.fob"},
                1)
            .empty());
}
