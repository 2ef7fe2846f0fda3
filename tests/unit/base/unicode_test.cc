#include "core/base/unicode.h"

#include <string>

#include <doctest/doctest.h>

using namespace fob;

TEST_CASE("NFC composes what can be composed") {
  CHECK(nfc("plain") == "plain");
  CHECK(nfc("") == "");
  CHECK(nfc("e\u0301") == "\u00e9");
  CHECK(nfc("\u1112\u1161\u11ab") == "\ud55c");    // Hangul
  CHECK(nfc("q\u0307\u0323") == "q\u0323\u0307");  // canonical order
  CHECK(nfc("\u212b") == "\u00c5");                // angstrom sign
  CHECK(nfc("\u0958") == "\u0915\u093c");          // excluded from composition
  CHECK(nfc("\ufb01") == "\ufb01");                // a compatibility ligature stays
}

TEST_CASE("names fold to one form whatever their case") {
  CHECK(folded("GitHub") == "github");
  CHECK(folded("ÄÖÜ") == folded("äöü"));
  CHECK(folded("ΣΊΣΥΦΟΣ") == folded("σίσυφος"));
  CHECK(folded("ПОЧТА") == folded("почта"));
  CHECK(folded("E\u0301") == folded("\u00e9"));
  CHECK(folded("\U00010400") == "\U00010428");
  CHECK(folded("\u212a") == "k");  // kelvin sign
}

TEST_CASE("folding is simple: one character stays one") {
  CHECK(folded("ß") == "ß");
  CHECK(folded("ẞ") == "ß");
  CHECK(folded("ß") != folded("ss"));
  CHECK(folded("\ufb01") == "\ufb01");
  CHECK(folded("\u1f88") == "\u1f80");
  CHECK(folded("\u0149") == "\u0149");
}

TEST_CASE("the Turkish letters fold to no others") {
  CHECK(folded("I") == "i");
  CHECK(folded("İ") == "İ");
  CHECK(folded("I\u0307") == "İ");  // the same character after NFC
  CHECK(folded("ı") == "ı");
}

TEST_CASE("folding what is folded changes nothing") {
  for (const std::string text : {"GitHub", "ẞİΣ\u0345", "Ω\u0301Ͱ", "\u1e9b\u0323", "Ꭰꭰ"}) {
    CHECK(folded(folded(text)) == folded(text));
  }
}

TEST_CASE("width counts columns") {
  CHECK(display_width("") == 0);
  CHECK(display_width("alice") == 5);
  CHECK(display_width("é") == 1);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("漢字") == 4);
  CHECK(display_width("🔑") == 2);
}

TEST_CASE("what fits is not cut") {
  CHECK(fitted("alice", 5) == "alice");
  CHECK(fitted("漢字", 4) == "漢字");
  CHECK(fitted("", 1) == "");
}

TEST_CASE("what does not fit is cut and closed with an ellipsis") {
  CHECK(fitted("alice", 4) == "ali…");
  CHECK(fitted("alice", 1) == "…");
  CHECK(fitted("漢字漢字", 6) == "漢字…");
  CHECK(fitted("漢字漢字", 5) == "漢字…");
  CHECK(fitted("漢字漢字", 4) == "漢…");  // never more than asked for
}

TEST_CASE("grapheme clusters are not cut apart") {
  CHECK(fitted("e\u0301e\u0301e\u0301", 2) == "e\u0301…");
  CHECK(fitted("a🇩🇪b", 3) == "a…");
  CHECK(fitted("👩\u200d🔧👩\u200d🔧", 4) == "…");
}

TEST_CASE("what is not UTF-8 stays as it is, a column a byte") {
  CHECK(nfc("e\u0301\xff") == "e\u0301\xff");
  CHECK(folded("\xc4") == "\xc4");
  CHECK(display_width("é\xff") == 3);
  CHECK(fitted("ab\xff\xff", 4) == "ab\xff\xff");
  CHECK(fitted("ab\xff\xff", 3) == "ab…");
  CHECK(fitted("\x01\x01\xff", 2) == "\x01…");
}
