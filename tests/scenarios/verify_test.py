"""fob verify."""

import json

from scenarios import fob
from scenarios.fob import RFC_CODE_AT_59, RFC_SECRET, RFC_URI, Scenario

HAL = f"otpauth://hotp/Nostromo:hal?secret={RFC_SECRET}&issuer=Nostromo&counter=0"
MOTP = "otpauth://motp/Door:me?secret=e3152afee62599c8&issuer=Door"
# RFC 4226, appendix D.
HOTP_CODES = ["755224", "287082", "359152", "969429", "338314", "254676", "287922"]


class Verdicts(Scenario):
    def verify(self, *words, **options):
        result = self.run_fob("verify", *words, **options)
        return result.status, result.out, result.err

    def test_the_present_code_is_valid(self):
        self.make_vault(RFC_URI)
        self.assertEqual(self.verify("RFC:6238", RFC_CODE_AT_59, "--at", "59"),
                         (0, "valid\n", ""))
        self.assertEqual(self.verify("rfc", self.fob("code", "RFC").strip())[0], 0)

    def test_another_is_not(self):
        self.make_vault(RFC_URI)
        for code in ("94287083", "9428708", "094287082", "942870820", "", "valid", "９４２８７０８２"):
            self.assertEqual(self.verify("RFC", code, "--at", "59"), (1, "not valid\n", ""))

    def test_spaces_are_nothing(self):
        self.make_vault(RFC_URI)
        for code in ("9428 7082", " 94 28 70 82 "):
            self.assertEqual(self.verify("RFC", code, "--at", "59"), (0, "valid\n", ""))

    def test_the_code_may_come_from_standard_input(self):
        self.make_vault(RFC_URI)
        self.assertEqual(self.verify("RFC", "-", "--at", "59", stdin="9428 7082\n"),
                         (0, "valid\n", ""))
        self.assertEqual(self.verify("RFC", "-", "--at", "59"), (1, "not valid\n", ""))

    def test_the_account_is_looked_for_among_those_with_a_tag(self):
        self.make_vault(RFC_URI.replace("6238", "me"))
        work = RFC_URI.replace("RFC", "Work").replace("6238", "me")
        self.fob("add", "-", "--tag", "work", stdin=work)
        self.assertEqual(self.verify("--tag", "work", "me", RFC_CODE_AT_59, "--at", "59"),
                         (0, "valid\n", ""))
        self.assertEqual(self.verify("me", RFC_CODE_AT_59, "--at", "59")[0], 4)
        self.assert_fails(self.run_bare("verify", "--tag", "work", "-", "1", stdin=RFC_URI), 2,
                          "--tag is for accounts of the vault, and - is none", "leave out --tag")

    def test_where_it_matched_is_told(self):
        self.make_vault(RFC_URI)
        for window, time, note in (
                (1, 89, "1 period behind: this clock or that one is 30 seconds off"),
                (1, 29, "1 period ahead: this clock or that one is 30 seconds off"),
                (2, 119, "2 periods behind: this clock or that one is a minute off"),
                (9, 329, "9 periods behind: this clock or that one is 4 minutes off"),
                (1000, 59 + 30000, "1000 periods behind: this clock or that one is 8 hours off")):
            self.assertEqual(self.verify("RFC", RFC_CODE_AT_59, "--window", str(window), "--at",
                                         str(time)), (0, "valid\n", f"fob: {note}\n"))
        self.assertEqual(self.verify("-q", "RFC", RFC_CODE_AT_59, "--at", "89"),
                         (0, "valid\n", ""))

    def test_beyond_the_window_it_is_not_valid(self):
        self.make_vault(RFC_URI)
        for window, time in (([], "119"), (["--window", "0"], "89"), (["--window", "0"], "29"),
                             (["--window", "8"], "329")):
            self.assertEqual(self.verify("RFC", RFC_CODE_AT_59, *window, "--at", time)[0], 1)

    def test_the_window_begins_with_time_itself(self):
        self.make_vault(RFC_URI)
        self.assertEqual(self.verify("RFC", RFC_CODE_AT_59, "--window", "1000", "--at", "0"),
                         (0, "valid\n",
                          "fob: 1 period ahead: this clock or that one is 30 seconds off\n"))

    def test_a_window_has_bounds(self):
        self.make_vault(RFC_URI)
        for window in ("1001", "01", "-1", "x"):
            self.assert_fails(self.run_fob("verify", "RFC", "1", f"--window={window}"), 2,
                              "--window must be a whole number from 0 to 1000")

    def test_it_takes_a_query_and_a_code(self):
        self.make_vault(RFC_URI)
        for words in ([], ["RFC"], ["RFC", "9428", "7082"]):
            self.assert_fails(self.run_fob("verify", *words), 2,
                              "verify takes a QUERY and a CODE", "type: fob verify NAME CODE")
        self.assert_fails(self.run_fob("verify", "-", "-"), 2,
                          "only one of QUERY and CODE can be -",
                          "type: fob verify - CODE    or: fob verify NAME -")

    def test_a_code_is_never_repeated(self):
        self.make_vault(RFC_URI)
        for words in (["RFC", "31337"], ["RF", "31337"], ["nobody", "31337"]):
            result = self.run_fob("verify", *words)
            self.assertNotIn("31337", result.out + result.err)


class Hotp(Scenario):
    def test_the_counters_ahead_are_looked_at_and_none_moves(self):
        self.make_vault(HAL)
        before = self.vault.read_bytes()
        for ahead, note in ((0, ""), (1, "fob: 1 counter ahead\n"),
                            (5, "fob: 5 counters ahead\n")):
            result = self.run_fob("verify", "Nostromo", HOTP_CODES[ahead], "--window", "5")
            self.assertEqual((result.status, result.out, result.err), (0, "valid\n", note))
        self.assertEqual(self.run_fob("verify", "hal", HOTP_CODES[2]).status, 1)
        self.assertEqual(self.vault.read_bytes(), before)
        self.assertEqual(self.fob("code", "hal"), HOTP_CODES[0] + "\n")

    def test_a_counter_that_was_used_is_past(self):
        self.make_vault(HAL)
        self.fob("code", "hal")
        self.assertEqual(self.run_fob("verify", "hal", HOTP_CODES[0]).status, 1)

    def test_it_knows_no_time(self):
        self.make_vault(HAL)
        self.assert_fails(self.run_fob("verify", "hal", HOTP_CODES[0], "--at", "59"), 2,
                          "--at is not for HOTP, whose codes know no time", "leave out --at")


class Pins(Scenario):
    def test_a_pin_can_come_from_a_descriptor_or_a_file(self):
        self.make_vault(MOTP)
        words = ("verify", "Door", "4ebfb2", "--at", "123456789")
        for pin, expected in (("1234", 0), ("1235", 1)):
            file = self.file(pin, pin, 0o600)
            self.assertEqual(self.run_fob(*words, "--pin-fd", "0", stdin=pin).status, expected)
            self.assertEqual(self.run_fob(*words, "--pin-file", str(file)).status, expected)

    def test_without_one_there_is_no_verdict(self):
        self.make_vault(MOTP)
        self.assert_fails(self.run_fob("verify", "Door", "4ebfb2"), 5,
                          "Door:me needs a PIN, and none was given",
                          "give --pin-file PATH or --pin-fd N")


class WithoutAVault(Scenario):
    def test_a_uri_or_a_bare_secret_is_enough(self):
        for secret, options in ((RFC_URI, []), (RFC_SECRET, ["--digits", "8"])):
            result = self.run_bare("verify", *options, "--at", "59", "-", "9428 7082",
                                   stdin=secret)
            self.assertEqual((result.status, result.out, result.err), (0, "valid\n", ""))
        self.assertFalse(self.vault.exists())

    def test_the_options_of_a_bare_secret_need_one(self):
        self.make_vault(RFC_URI)
        self.assert_fails(self.run_fob("verify", "RFC", "1", "--digits", "8"), 2,
                          "the options from --type to --secret-format are for a bare secret",
                          "type: fob verify - CODE    and give it on standard input")

    def test_a_counter_of_a_bare_secret_is_where_it_begins(self):
        hotp = ["verify", "-", "338314", "--type", "hotp", "--counter"]
        for counter, status in (("3", 0), ("4", 0), ("2", 1), ("5", 1)):
            self.assertEqual(self.run_bare(*hotp, counter, stdin=RFC_SECRET).status, status)

    def test_every_parameter_of_a_bare_secret_can_be_given(self):
        words = ["verify", "-", "46119246", "--algorithm", "sha256", "--digits", "8",
                 "--period", "59", "--secret-format", "hex", "--at", "60"]
        secret = "12345678901234567890123456789012".encode().hex()
        self.assertEqual(self.run_bare(*words, stdin=secret).status, 0)
        self.assertEqual(self.run_bare(*words[:-1], "118", "--window", "0",
                                       stdin=secret).status, 1)

    def test_a_malformed_secret_is_an_error_and_no_verdict(self):
        result = self.run_bare("verify", "-", "123456", stdin="not a secret!")
        self.assertEqual((result.status, result.out), (9, ""))
        self.assertNotIn("secret!", result.err)


class Json(Scenario):
    def test_a_code_that_is_valid_has_an_offset(self):
        self.make_vault(RFC_URI)
        result = self.run_fob("verify", "--json", "--window", "2", "--at", "119", "RFC",
                              RFC_CODE_AT_59)
        answer = json.loads(result.out)
        self.assertEqual(list(answer), ["valid", "offset", "id", "name"])
        self.assertRegex(answer.pop("id"), "^[0-9a-f]{32}$")
        self.assertEqual((result.status, answer, result.err),
                         (0, {"valid": True, "offset": -2, "name": "RFC:6238"}, ""))

    def test_one_that_is_not_has_none_and_is_no_error(self):
        self.make_vault(RFC_URI)
        result = self.run_fob("verify", "--json", "RFC", "1")
        answer = json.loads(result.out)
        self.assertEqual((result.status, list(answer), answer["valid"], result.err),
                         (1, ["valid", "id", "name"], False, ""))

    def test_without_a_vault_there_is_no_id(self):
        result = self.run_bare("verify", "--json", "--at", "59", "-", RFC_CODE_AT_59,
                               stdin=RFC_URI)
        self.assertEqual(json.loads(result.out), {"valid": True, "offset": 0, "name": "RFC:6238"})


if __name__ == "__main__":
    fob.main()
