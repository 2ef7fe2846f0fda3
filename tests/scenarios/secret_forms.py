"""An account's secret and a passphrase in every form in which they might be found where they do
not belong: as they stand, in hex, Base32 and Base64, in either case where it means nothing."""

import base64

# Nothing else has these bytes, be it the program itself.
KEY = bytes.fromhex("d41f0c9be87a5533f2a6410e7dc8b9062f5e13aa")
SECRET = base64.b32encode(KEY).decode()
URI = f"otpauth://totp/Place:me?secret={SECRET}&issuer=Place"
PASSPHRASE = "gulls follow the old red trawler"


def forms_of(data):
    """{name: bytes} for a secret's bytes. Enough of each form to know it by."""
    whole = {"raw": data, "hex": data.hex().encode(), "base32": base64.b32encode(data),
             "base64": base64.b64encode(data), "base64url": base64.urlsafe_b64encode(data)}
    forms = {}
    for name, form in whole.items():
        head = form.rstrip(b"=")[:16]
        forms[name] = head
        if name in ("hex", "base32"):
            forms[name + ", other case"] = head.swapcase()
    return forms


FORMS = {f"{what} in {form}": data
         for what, secret in (("the secret", KEY), ("the passphrase", PASSPHRASE.encode()))
         for form, data in forms_of(secret).items()}


def found_in(data):
    """The names of those forms that are in `data`."""
    return {name for name, form in FORMS.items() if form in data}
