"""The QR codes of a Google Authenticator transfer, as text: a writer of the few protobuf fields
that they have."""

import base64
import urllib.parse

TOTP, HOTP = 2, 1
SHA1, SHA256, SHA512, MD5 = 1, 2, 3, 4
SIX, EIGHT = 1, 2


def varint(value):
    value &= (1 << 64) - 1
    done = bytearray()
    while value > 0x7f:
        done.append(value & 0x7f | 0x80)
        value >>= 7
    return bytes(done) + bytes([value])


def number(field, value):
    return varint(field << 3) + varint(value)


def text(field, value):
    data = value if isinstance(value, bytes) else value.encode()
    return varint(field << 3 | 2) + varint(len(data)) + data


def account(name, issuer="", secret=b"12345678901234567890", algorithm=SHA1, digits=SIX,
            kind=TOTP, counter=None):
    """One account of a picture."""
    fields = text(1, secret) + text(2, name) + text(3, issuer)
    fields += number(4, algorithm) + number(5, digits) + number(6, kind)
    return text(1, fields + (number(7, counter) if counter is not None else b""))


def picture(*accounts, count=1, index=0, transfer=0):
    """The URI in one QR code, of `count`, with these accounts."""
    message = b"".join(accounts) + number(2, 1) + number(3, count) + number(4, index)
    if transfer:
        message += number(5, transfer)
    data = urllib.parse.quote(base64.b64encode(message), safe="")
    return f"otpauth-migration://offline?data={data}"
