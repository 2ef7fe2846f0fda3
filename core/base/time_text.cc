#include "core/base/time_text.h"

#include <fmt/format.h>

#include "core/base/text.h"

namespace fob {
namespace {

using namespace std::chrono;

/// Reads a text from its front.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  /// Exactly `digits` digits, at most `max`; else nothing, and the reading has failed.
  int number(std::size_t digits, int max) {
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (rest_.size() <= i || rest_[i] < '0' || rest_[i] > '9') return fail();
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(digits);
    return value <= max ? value : fail();
  }
  /// Passes over one of `characters`, if it is next.
  bool skip(std::string_view characters) {
    if (rest_.empty() || characters.find(rest_.front()) == characters.npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void need(std::string_view characters) {
    if (!skip(characters)) fail();
  }
  void skip_digits() {
    number(1, 9);
    while (skip("0123456789")) {
    }
  }
  bool done() const { return !failed_ && rest_.empty(); }

 private:
  int fail() {
    failed_ = true;
    return 0;
  }

  std::string_view rest_;
  bool failed_ = false;
};

std::optional<sys_seconds> parse_iso(std::string_view text) {
  Reader reader(text);
  const int year = reader.number(4, 9999);
  reader.need("-");
  const int month = reader.number(2, 12);
  reader.need("-");
  const int day = reader.number(2, 31);
  reader.need("Tt ");
  const int hour = reader.number(2, 23);
  reader.need(":");
  const int minute = reader.number(2, 59);
  int second = 0;
  if (reader.skip(":")) {
    second = reader.number(2, 59);
    if (reader.skip(".,")) reader.skip_digits();
  }
  minutes offset{0};
  if (!reader.skip("Zz")) {
    const bool behind = reader.skip("-");
    if (!behind) reader.need("+");
    offset = hours(reader.number(2, 23));
    reader.skip(":");
    offset += minutes(reader.number(2, 59));
    if (behind) offset = -offset;
  }
  const year_month_day date{std::chrono::year(year), std::chrono::month(unsigned(month)),
                            std::chrono::day(unsigned(day))};
  if (!reader.done() || !date.ok()) return std::nullopt;
  return sys_days(date) + hours(hour) + minutes(minute) + seconds(second) - offset;
}

}  // namespace

std::optional<sys_seconds> parse_time(std::string_view text) {
  constexpr seconds last(253402300799);  // 9999-12-31T23:59:59Z
  const bool negative = text.starts_with('-');
  if (const auto unix_time = decimal(text.substr(negative ? 1 : 0), last.count())) {
    const seconds since_1970(static_cast<std::int64_t>(*unix_time));
    return sys_seconds(negative ? -since_1970 : since_1970);
  }
  const auto time = parse_iso(text);
  if (time > sys_seconds(last)) return std::nullopt;  // by its offset
  return time;
}

std::string format_time(sys_seconds time) {
  const sys_days date = floor<days>(time);
  const year_month_day day(date);
  const hh_mm_ss clock(time - date);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", int(day.year()),
                     unsigned(day.month()), unsigned(day.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

}  // namespace fob
