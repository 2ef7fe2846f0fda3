#include "cli/codes.h"

#include <chrono>
#include <thread>

#include <fmt/format.h>

#include "cli/options.h"
#include "core/base/error.h"
#include "core/base/time_text.h"

namespace fob::cli {
namespace {

using std::chrono::seconds;

}  // namespace

void Moment::declare(Parser& parser) {
  parser.flag("--next", next, "the code of the next period");
  parser.value("--at", at, "TIME", "another time: Unix seconds or ISO 8601");
  parser.value("--valid-for", valid_for, "SECONDS", "with at least that long to live");
}

otp::Time Moment::time(const Context& cli) const {
  if (!at) return cli.now();
  const auto time = parse_time(*at);
  if (!time) {
    throw Error(Kind::malformed, "--at is not a time",
                "give Unix seconds, or ISO 8601 with Z or an offset: 2026-11-24T11:00:00Z");
  }
  if (time->time_since_epoch() < seconds(0)) {
    throw Error(Kind::malformed, "--at is before 1970");
  }
  return *time;
}

void Moment::check(const otp::Method& method) const {
  const auto period = otp::period(method);
  if (!period && given()) {
    const std::string_view option = next ? "--next" : at ? "--at" : "--valid-for";
    throw Error(Kind::usage,
                fmt::format("{} is not for HOTP, whose codes know no time", option),
                fmt::format("leave out {}", option));
  }
  if (!valid_for) return;
  if (next || at) {
    throw Error(Kind::usage, "--valid-for does not go with --next or --at",
                "leave out one of them");
  }
  if (seconds(number("--valid-for", *valid_for, 0, 1u << 30)) > *period) {
    throw Error(Kind::usage,
                fmt::format("--valid-for is more than the period, {} s", period->count()),
                fmt::format("the most is: --valid-for {}", period->count()));
  }
}

otp::Time Moment::time_for(const Context& cli, const otp::Method& method) const {
  if (!valid_for) return time(cli);
  const seconds wanted(number("--valid-for", *valid_for, 0, 1u << 30));
  for (;;) {
    const otp::Time now = cli.now();
    const otp::Time until = otp::window_at(method, now)->until;
    if (until - now >= wanted) return now;
    std::this_thread::sleep_until(std::chrono::system_clock::time_point(until));
  }
}

ShownCode code_at(const Account& account, std::string name, const std::optional<Key>& pin,
                  otp::Time time, bool next) {
  const Key* key = pin ? &*pin : nullptr;
  const auto period = otp::period(account.method);
  if (period && next) time += *period;
  ShownCode shown{account.clone(), std::move(name), {}, {}};
  shown.code = otp::generate(account.key, account.method, key, time);
  if (period) {
    shown.next_code = otp::generate(account.key, account.method, key, time + *period).text;
  }
  return shown;
}

std::optional<int> remaining(const otp::Code& code, otp::Time now) {
  if (!code.valid) return std::nullopt;
  return static_cast<int>((code.valid->until - now).count());
}

std::string_view placeholder(const Account& account) noexcept {
  return std::holds_alternative<otp::Hotp>(account.method) ? "hotp" : "pin";
}

Json code_json(const ShownCode& shown, otp::Time now) {
  const Json account = account_json(shown.account, shown.name);
  Json json;
  for (const auto& [key, value] : account.items()) {
    json[key] = value;
    if (key == "type" && shown.code) json["code"] = shown.code->text;
    if (key != "period" || !shown.code || !shown.code->valid) continue;
    json["remaining"] = *remaining(*shown.code, now);
    json["valid_from"] = shown.code->valid->from.time_since_epoch().count();
    json["valid_until"] = shown.code->valid->until.time_since_epoch().count();
    if (shown.next_code) json["next_code"] = *shown.next_code;
  }
  return json;
}

}  // namespace fob::cli
