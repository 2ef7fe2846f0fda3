"""fob code, and the shorthand fob NAME."""

import json
import time

from scenarios import fob
from scenarios.fob import PASSPHRASE, RFC_CODE_AT_59, RFC_SECRET, RFC_URI, Scenario, plain

ALICE = f"otpauth://totp/GitHub:alice?secret={RFC_SECRET}&issuer=GitHub"
BOB = "otpauth://totp/GitHub:bob?secret=MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U&issuer=GitHub"
HAL = f"otpauth://hotp/Nostromo:hal?secret={RFC_SECRET}&issuer=Nostromo&counter=0"
MOTP = "otpauth://motp/Door:me?secret=e3152afee62599c8&issuer=Door"
# RFC 4226, appendix D.
HOTP_CODES = ["755224", "287082", "359152", "969429", "338314", "254676", "287922"]


class TheCode(Scenario):
    def test_one_query_gets_the_code_and_nothing_else(self):
        self.make_vault(RFC_URI)
        self.assertEqual(self.fob("code", "--at", "59", "RFC:6238"), RFC_CODE_AT_59 + "\n")

    def test_a_bare_name_is_the_code_of_that_account(self):
        self.make_vault(RFC_URI)
        self.assertEqual(self.fob("RFC:6238", "--at", "59"), RFC_CODE_AT_59 + "\n")
        self.assertEqual(self.fob("--at", "59", "rfc:6238"), RFC_CODE_AT_59 + "\n")

    def test_a_bare_name_must_be_whole(self):
        self.make_vault(RFC_URI)
        self.assert_fails(self.run_fob("RFC:62"), 3, "no account is called 'RFC:62'",
                          "type one of these:\n  RFC:6238")

    def test_otp_is_another_name_of_the_command(self):
        self.make_vault(RFC_URI)
        self.assertEqual(self.fob("otp", "--at", "59", "6238"), RFC_CODE_AT_59 + "\n")

    def test_several_queries_get_a_line_each(self):
        self.make_vault(RFC_URI, ALICE)
        self.assertEqual(self.fob("code", "--at", "59", "alice", "6238"),
                         "287082\tGitHub:alice\n94287082\tRFC:6238\n")

    def test_one_failure_among_several_queries_prints_nothing_and_spends_nothing(self):
        self.make_vault(HAL)
        self.assert_fails(self.run_fob("code", "hal", "nobody"), 3,
                          "no account matches 'nobody'", "type: fob list")
        self.assertEqual(self.fob("code", "hal"), HOTP_CODES[0] + "\n")

    def test_the_next_code_is_the_code_a_period_later(self):
        self.make_vault(RFC_URI)
        self.assertEqual(self.fob("code", "--next", "--at", "29", "6238"), RFC_CODE_AT_59 + "\n")

    def test_a_time_may_be_written_as_iso_8601(self):
        self.make_vault(RFC_URI)
        for time in ("1970-01-01T00:00:59Z", "1970-01-01T01:00:59+01:00"):
            self.assertEqual(self.fob("code", "--at", time, "6238"), RFC_CODE_AT_59 + "\n")

    def test_a_time_may_be_far_away(self):
        self.make_vault(RFC_URI)
        for time, code in (("0", "84755224"), ("20000000000", "65353130"),
                           ("2603-10-11T11:33:20Z", "65353130")):
            self.assertEqual(self.fob("code", "--at", time, "6238"), code + "\n")

    def test_a_time_that_is_none_is_malformed(self):
        self.make_vault(RFC_URI)
        self.assert_fails(
            self.run_fob("code", "--at", "yesterday", "6238"), 9, "--at is not a time",
            "give Unix seconds, or ISO 8601 with Z or an offset: 2026-11-24T11:00:00Z")
        self.assert_fails(self.run_fob("code", "--at=-1", "6238"), 9, "--at is before 1970")

    def test_a_longer_life_than_the_period_cannot_be_asked_for(self):
        self.make_vault(RFC_URI)
        self.assert_fails(self.run_fob("code", "--valid-for", "31", "6238"), 2,
                          "--valid-for is more than the period, 30 s",
                          "the most is: --valid-for 30")

    def test_a_longer_life_is_for_one_code_and_the_present_time(self):
        self.make_vault(RFC_URI, ALICE)
        for words in (["--all"], ["RFC", "alice"], ["--tag", "work"]):
            self.assert_fails(self.run_fob("code", "--valid-for", "5", *words), 2,
                              "--valid-for goes with one QUERY", "type: fob code NAME")
        for option in (["--next"], ["--at", "59"]):
            self.assert_fails(self.run_fob("code", "--valid-for", "5", "RFC", *option), 2,
                              "--valid-for does not go with --next or --at",
                              "leave out one of them")

    def test_a_code_that_lives_long_enough_is_waited_for(self):
        self.make_vault(f"otpauth://totp/Quick:one?secret={RFC_SECRET}&period=2")
        answer = json.loads(self.fob("code", "--json", "--valid-for", "2", "one"))
        self.assertEqual(answer["remaining"], 2)

    def test_without_a_query_a_pipe_must_ask_for_all(self):
        self.make_vault(RFC_URI)
        self.assert_fails(self.run_fob("code"), 2, "no QUERY is given",
                          "type: fob code NAME    or: fob code --all")

    def test_all_goes_without_a_query(self):
        self.make_vault(RFC_URI)
        self.assert_fails(self.run_fob("code", "--all", "RFC"), 2,
                          "--all does not go with a QUERY", "leave out one of them")

    def test_an_empty_vault_has_no_codes(self):
        self.make_vault()
        result = self.run_fob("code", "--all")
        self.assertEqual((result.status, result.out, result.err),
                         (0, "", "fob: the vault has no accounts yet: fob add NAME\n"))

    def test_a_pipe_without_a_command_is_told_what_to_type(self):
        self.make_vault(RFC_URI)
        result = self.run_fob()
        self.assertEqual((result.status, result.out), (2, ""))
        self.assertLessEqual(len(result.err.splitlines()), 10)

    def test_all_accounts_are_lines_in_a_pipe(self):
        self.make_vault(RFC_URI, HAL, MOTP)
        self.assertEqual(self.fob("code", "--all", "--at", "59"),
                         "94287082\tRFC:6238\nhotp\tNostromo:hal\npin\tDoor:me\n")

    def test_a_tag_chooses(self):
        self.make_vault(RFC_URI)
        self.fob("add", "-", "--tag", "work", stdin=ALICE)
        self.assertEqual(self.fob("code", "--tag", "work", "--at", "59"),
                         "287082\tGitHub:alice\n")
        self.assert_fails(self.run_fob("code", "--tag", "play"), 3,
                          "no account has the tag 'play'", "type: fob list --long")


class Hotp(Scenario):
    def test_each_code_uses_up_a_counter(self):
        self.make_vault(HAL)
        for code in HOTP_CODES[:3]:
            self.assertEqual(self.fob("code", "hal"), code + "\n")

    def test_lists_and_tables_use_up_none(self):
        self.make_vault(HAL)
        self.fob("code", "--all")
        self.fob("list", "--long")
        self.fob("show", "hal")
        self.assertEqual(self.fob("code", "hal"), HOTP_CODES[0] + "\n")

    def test_it_knows_no_time(self):
        self.make_vault(HAL)
        for option in (["--next"], ["--at", "59"], ["--valid-for", "5"]):
            self.assert_fails(self.run_fob("code", "hal", *option), 2,
                              f"{option[0]} is not for HOTP, whose codes know no time",
                              f"leave out {option[0]}")
        self.assertEqual(self.fob("code", "hal"), HOTP_CODES[0] + "\n")

    def test_named_twice_it_gives_two_codes(self):
        self.make_vault(HAL)
        self.assertEqual(self.fob("code", "hal", "hal"),
                         "755224\tNostromo:hal\n287082\tNostromo:hal\n")

    def test_no_code_comes_from_a_vault_that_was_put_back(self):
        self.make_vault(HAL)
        old = self.vault.read_bytes()
        self.fob("code", "hal")
        self.vault.write_bytes(old)
        result = self.run_fob("code", "hal")
        self.assertEqual((result.status, result.out), (11, ""))
        self.assertIn("hint: if it is the right one, type the command again with "
                      "--accept-rollback\n", result.err)
        self.assertEqual(self.run_fob("code", "hal", "--accept-rollback").out, "755224\n")
        self.assertEqual(self.fob("code", "hal"), HOTP_CODES[1] + "\n")


class Pins(Scenario):
    def test_a_pin_that_is_not_kept_can_come_from_a_descriptor_or_a_file(self):
        self.make_vault(MOTP)
        words = ("code", "--at", "123456789", "Door")
        self.assertEqual(self.fob(*words, "--pin-fd", "0", stdin="1234\n"), "4ebfb2\n")
        pin = self.file("pin", "1234\n", 0o600)
        self.assertEqual(self.fob(*words, "--pin-file", str(pin)), "4ebfb2\n")

    def test_without_one_there_is_no_code(self):
        self.make_vault(MOTP)
        self.assert_fails(self.run_fob("code", "Door"), 5,
                          "Door:me needs a PIN, and none was given",
                          "give --pin-file PATH or --pin-fd N")


class Json(Scenario):
    def test_one_query_is_an_object(self):
        self.make_vault(RFC_URI)
        answer = json.loads(self.fob("code", "--json", "--at", "59", "6238"))
        self.assertEqual(len(answer.pop("id")), 32)
        self.assertEqual(answer, {
            "name": "RFC:6238", "issuer": "RFC", "account": "6238", "type": "totp",
            "code": RFC_CODE_AT_59, "period": 30, "remaining": 1, "valid_from": 30,
            "valid_until": 60, "next_code": "37359152", "digits": 8, "algorithm": "SHA1",
            "tags": []})

    def test_next_says_all_of_the_code_that_it_prints(self):
        self.make_vault(RFC_URI)
        answer = json.loads(self.fob("code", "--json", "--next", "--at", "29", "6238"))
        self.assertEqual([answer[key] for key in ("code", "valid_from", "valid_until",
                                                  "remaining", "next_code")],
                         [RFC_CODE_AT_59, 30, 60, 31, "37359152"])

    def test_hotp_has_the_counter_used_and_no_times(self):
        self.make_vault(HAL)
        self.fob("code", "hal")
        answer = json.loads(self.fob("code", "--json", "hal"))
        self.assertEqual(len(answer.pop("id")), 32)
        self.assertEqual(answer, {
            "name": "Nostromo:hal", "issuer": "Nostromo", "account": "hal", "type": "hotp",
            "code": HOTP_CODES[1], "digits": 6, "algorithm": "SHA1", "counter": "1",
            "tags": []})

    def test_without_a_vault_there_is_no_id(self):
        answer = json.loads(self.run_bare("code", "--json", "--at", "59", "-",
                                          stdin=RFC_URI).out)
        self.assertEqual(("id" in answer, answer["name"], answer["code"]),
                         (False, "RFC:6238", RFC_CODE_AT_59))

    def test_notes_are_warnings_in_it(self):
        result = self.run_bare("code", "--json", "-", stdin="JBSWY3DPEHPK3PXP")
        self.assertEqual((result.status, result.err), (0, ""))
        self.assertEqual(json.loads(result.out)["warnings"],
                         ["the secret is 80 bits long; 128 or more are recommended"])

    def test_an_array_of_one_or_none_is_still_one(self):
        self.make_vault(RFC_URI)
        self.assertEqual(len(json.loads(self.fob("code", "--json", "--all"))), 1)
        self.assertEqual(len(json.loads(self.fob("code", "--json", "RFC", "RFC"))), 2)

    def test_several_or_all_are_an_array(self):
        self.make_vault(RFC_URI, HAL)
        answer = json.loads(self.fob("code", "--json", "--all"))
        self.assertEqual([one["type"] for one in answer], ["totp", "hotp"])
        self.assertNotIn("code", answer[1])
        self.assertEqual(answer[1]["counter"], "0")

    def test_a_failure_is_one_document_on_standard_error(self):
        self.make_vault(RFC_URI)
        result = self.run_fob("code", "--json", "nobody")
        self.assertEqual((result.status, result.out), (3, ""))
        self.assertEqual(json.loads(result.err), {"error": {
            "kind": "not_found", "message": "no account matches 'nobody'",
            "hint": "type: fob list"}})


class WithoutAVault(Scenario):
    def test_a_uri_on_standard_input_is_enough(self):
        result = self.run_bare("code", "-", "--at", "59", stdin=RFC_URI + "\n")
        self.assertEqual((result.status, result.out, result.err), (0, RFC_CODE_AT_59 + "\n", ""))
        self.assertEqual([path.name for path in self.home.iterdir()], ["passphrase"])

    def test_so_is_a_bare_secret_with_options(self):
        result = self.run_bare("-", "--digits", "8", "--at", "59", stdin=RFC_SECRET.lower())
        self.assertEqual((result.status, result.out), (0, RFC_CODE_AT_59 + "\n"))

    def test_a_secret_may_be_hex_or_base64(self):
        for form, secret in (("hex", "31 32 33 34 35 36 37 38 39 30" * 2),
                             ("base64", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=")):
            result = self.run_bare("code", "-", "--secret-format", form, "--digits", "8", "--at",
                                   "59", stdin=secret)
            self.assertEqual((result.status, result.out, result.err),
                             (0, RFC_CODE_AT_59 + "\n", ""))

    def test_a_hotp_counter_is_used_as_it_is_given(self):
        for counter, code in enumerate(HOTP_CODES):
            result = self.run_bare("code", "-", "--type", "hotp", "--counter", str(counter),
                                   stdin=RFC_SECRET)
            self.assertEqual(result.out, code + "\n")

    def test_every_parameter_of_a_bare_secret_can_be_given(self):
        # RFC 6238, appendix B, SHA-256, at the time 59: the second step of 30 s is the
        # first of 59 s too.
        words = ["code", "-", "--algorithm", "sha256", "--digits", "8"]
        secret = "12345678901234567890123456789012".encode().hex()
        for more in (["--period", "30", "--at", "59"], ["--period", "59", "--at", "60"]):
            self.assertEqual(self.run_bare(*words, "--secret-format", "hex", *more,
                                           stdin=secret).out, "46119246\n")

    def test_options_beside_a_uri_are_wrong_usage(self):
        self.assert_fails(self.run_bare("code", "-", "--digits", "8", stdin=RFC_URI), 2,
                          "a URI says itself how its codes are made",
                          "leave out the options from --type to --secret-format")

    def test_nothing_on_standard_input_is_malformed(self):
        self.assert_fails(self.run_bare("code", "-"), 9, "there is no secret on standard input",
                          "give one URI or one secret")

    def test_a_short_secret_is_a_note(self):
        result = self.run_bare("code", "-", "--at", "59", stdin="JBSWY3DPEHPK3PXP")
        self.assertEqual(result.err,
                         "fob: the secret is 80 bits long; 128 or more are recommended\n")
        self.assertEqual(self.run_bare("code", "-", "-q", stdin="JBSWY3DPEHPK3PXP").err, "")


class AtATerminal(Scenario):
    def test_the_name_and_the_seconds_stand_beside_the_code(self):
        self.make_vault(RFC_URI)
        session = self.type_fob("code", "6238", "--passphrase-file", str(self.passphrase_file))
        status, text = self.end(session)
        self.assertEqual(status, 0)
        self.assertRegex(text, r"^RFC:6238, \d+s left\n\d{8}\n$")

    def test_a_hotp_code_has_no_seconds(self):
        self.make_vault(HAL)
        session = self.type_fob("code", "hal", "--passphrase-file", str(self.passphrase_file))
        self.assertEqual(self.end(session), (0, "Nostromo:hal\n755224\n"))

    def test_the_clock_is_read_after_the_passphrase(self):
        self.make_vault(f"otpauth://totp/Quick:one?secret={RFC_SECRET}&period=1")
        session = self.type_fob("code", "--json", "one")
        session.expect_exact(": ")
        time.sleep(1.1)
        typed = int(time.time())
        session.sendline(PASSPHRASE)
        status, text = self.end(session)
        self.assertEqual(status, 0)
        self.assertGreaterEqual(json.loads(text.splitlines()[-1])["valid_from"], typed)

    def test_quiet_leaves_the_code_alone(self):
        self.make_vault(RFC_URI)
        session = self.type_fob("code", "-q", "6238", "--passphrase-file",
                                str(self.passphrase_file))
        self.assertRegex(self.end(session)[1], r"^\d{8}\n$")

    def test_bare_fob_takes_the_options_of_code(self):
        self.make_vault(RFC_URI, ALICE.replace("?", "?fob-tags=work&"), HAL)
        source = ["--passphrase-file", str(self.passphrase_file)]
        session = self.type_fob(*source, "--at", "59")
        self.assertRegex(self.end(session)[1], r"(?m)^942 870 82  RFC:6238 ")
        self.assertEqual(self.fob("--at=59", "--all"), self.fob("code", "--all", "--at", "59"))
        self.assertEqual(self.fob("--all", "--tag", "work"), self.fob("code", "--tag", "work"))
        self.assert_fails(self.run_fob("--at", "59"), 2, "no QUERY is given",
                          "type: fob code NAME    or: fob code --all")
        self.assert_fails(self.run_fob("--all", "--dijits=7"), 2, "there is no option --dijits",
                          "did you mean: --digits")

    def test_bare_fob_is_the_table(self):
        self.make_vault(RFC_URI, ALICE, HAL)
        session = self.type_fob("--passphrase-file", str(self.passphrase_file))
        status, text = self.end(session)
        self.assertEqual(status, 0)
        self.assertRegex(plain(text), r"(?m)^\d{3} \d{3} \d{2}  RFC:6238 +\d+s$")
        self.assertRegex(plain(text), r"(?m)^\d{3} \d{3}     GitHub:alice +\d+s$")
        self.assertRegex(plain(text), r"(?m)^hotp        Nostromo:hal$")

    def test_a_pin_that_is_asked_for_must_be_given(self):
        self.make_vault(MOTP)
        for typed, status, message in (("\r", 9, "the PIN is empty"),
                                       ("\x04", 5, "end of input in place of an answer")):
            session = self.type_fob("--passphrase-file", str(self.passphrase_file), "code", "me")
            session.expect_exact("PIN for Door:me: ")
            session.send(typed)
            got, text = self.end(session)
            self.assertEqual((got, text.strip()), (status, f"fob: {message}"))

    def test_bare_fob_with_json_is_the_codes_too(self):
        self.make_vault(RFC_URI)
        session = self.type_fob("--passphrase-file", str(self.passphrase_file), "--json")
        status, text = self.end(session)
        self.assertEqual((status, json.loads(text)[0]["name"]), (0, "RFC:6238"))

    def test_a_table_is_never_wider_than_the_terminal(self):
        self.make_vault(f"otpauth://totp/{'wide' * 30}:x?secret={RFC_SECRET}", ALICE)
        for columns in (20, 30, 80):
            session = self.type_fob("code", "--passphrase-file", str(self.passphrase_file),
                                    columns=columns)
            for line in plain(self.end(session)[1]).splitlines():
                self.assertLessEqual(len(line), columns)

    def test_a_secret_is_asked_for_without_echo(self):
        session = self.type_fob("code", "-", "--digits", "8", "--at", "59")
        session.expect_exact("URI or secret: ")
        session.sendline(RFC_SECRET)
        status, text = self.end(session)
        self.assertEqual(status, 0)
        self.assertNotIn(RFC_SECRET, text)
        self.assertTrue(text.endswith(RFC_CODE_AT_59 + "\n"), text)

    def test_a_looser_name_is_offered_as_a_question(self):
        self.make_vault(RFC_URI)
        for answer, expected in (("y", 0), ("n", 11)):
            session = self.type_fob("RFC:62", "--yes", "--passphrase-file",
                                    str(self.passphrase_file))
            session.expect_exact("no account is called 'RFC:62'; is RFC:6238 meant? [y/N] ")
            session.sendline(answer)
            self.assertEqual(self.end(session)[0], expected)


if __name__ == "__main__":
    fob.main()
