"""Holds what fob prints under --json against tests/schema, whatever else a test looks at."""

import json
from pathlib import Path

import jsonschema

FOLDER = Path(__file__).parents[1] / "schema"
SCHEMAS = {path.stem: json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))}
COMMANDS = set(SCHEMAS) - {"common", "error", "warnings"}
# Their answer is a text, with --json too.
TEXTS = {"completions", "help"}
# The words that a word follows, before the command's name.
TAKE_A_VALUE = {"--vault", "--kdf-limit", "--color",
                "--passphrase-fd", "--passphrase-file", "--passphrase-command",
                "--recovery-key-fd", "--recovery-key-file", "--keyfile"}
KINDS = ("no", "usage", "not_found", "ambiguous", "passphrase", "no_vault", "damaged", "partial",
         "malformed", "io", "failed")


def problems(name, document):
    """What is wrong with `document` as an answer of that name: sentences, none if it is right."""
    store = {f"{other}.json": schema for other, schema in SCHEMAS.items()}
    resolver = jsonschema.RefResolver(f"{name}.json", SCHEMAS[name], store=store)
    validator = jsonschema.Draft202012Validator(SCHEMAS[name], resolver=resolver)
    found = []
    for error in validator.iter_errors(document):
        best = jsonschema.exceptions.best_match([error])
        found.append(f"{name}.json: {best.json_path}: {best.message}")
    return found


def keys(name):
    """Every key that an answer of that name can have, those of its parts included."""
    found, seen = set(), set()

    def walk(file, schema):
        if isinstance(schema, list):
            for part in schema:
                walk(file, part)
        if not isinstance(schema, dict) or (place := id(schema)) in seen:
            return
        seen.add(place)
        if "$ref" in schema:
            other, _, path = schema["$ref"].partition("#")
            other = other or file
            target = SCHEMAS[other.removesuffix(".json")]
            for step in path.strip("/").split("/"):
                target = target[step] if step else target
            walk(other, target)
        found.update(schema.get("properties", {}))
        for word, part in schema.items():
            for inner in part.values() if word in ("properties", "$defs") else (part,):
                walk(file, inner)

    walk(f"{name}.json", SCHEMAS[name])
    return found


def command_of(words):
    """The command that these arguments name; bare fob is `code`."""
    words = iter(words)
    for word in words:
        if word == "--":
            return "code"
        if word in TAKE_A_VALUE:
            next(words, None)
        elif not word.startswith("-") or word == "-":
            return {"otp": "code"}.get(word, word if word in COMMANDS | TEXTS else "code")
    return "code"


def asks_for_json(words):
    options = words[:words.index("--")] if "--" in words else words
    return "--json" in options and not {"--help", "-h", "--version", "-V"} & set(options)


def one_line(text):
    """The document that `text` must be."""
    if not text.endswith("\n") or text.count("\n") != 1:
        raise ValueError(f"not one line: {text!r}")
    return json.loads(text)


def check_at_a_terminal(words, status, text):
    """The same for what a terminal shows, where both streams and the questions are one text."""
    words = [str(word) for word in words]
    if not asks_for_json(words) or status < 0 or command_of(words) in TEXTS:
        return []
    lines = [line for line in text.splitlines() if line.startswith(("{", "["))]
    warnings = [line for line in lines if line.startswith('{"warnings":')]
    name = command_of(words) if status in (0, 1, 8) else "error"
    try:
        (answer,) = [line for line in lines if line not in warnings]
        return problems(name, json.loads(answer)) + [
            problem for line in warnings for problem in problems("warnings", json.loads(line))]
    except ValueError as error:
        return [f"not one JSON document: {error}: {text!r}"]


def check(words, status, out, err):
    """What is wrong with an answer: sentences. `words` are those of the command line."""
    words = [str(word) for word in words]
    if not asks_for_json(words) or status < 0 or command_of(words) in TEXTS:
        return []
    try:
        if status in (0, 1, 8):
            document = one_line(out)
            found = problems(command_of(words), document)
            if err and isinstance(document, list):
                return found + problems("warnings", one_line(err))
            return found + ([f"standard error is not empty: {err!r}"] if err else [])
        document = one_line(err)
        found = problems("error", document)
        if not found and document["error"]["kind"] != KINDS[status - 1]:
            found.append(f"kind {document['error']['kind']} goes with another status than {status}")
        return found + ([f"standard output is not empty: {out!r}"] if out else [])
    except (ValueError, KeyError) as error:
        return [f"no JSON document where one must be: {error}"]
