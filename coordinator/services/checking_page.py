"""The page for those who check codes without the database: one file for any browser, with the public keys in it."""

import base64
import hashlib
import json
from datetime import date, datetime
from string import Template

from sqlalchemy.orm import Session

from coordinator import RESOURCES
from coordinator.errors import RuleBroken
from coordinator.rules.deadlines import local
from coordinator.rules.key_list import KeyList, keys_content, plain_key
from coordinator.rules.verification import kind_words
from coordinator.rules.vocabulary import TemplateKind
from coordinator.views.settings import unit_settings
from coordinator.views.signing_keys import known_keys

FILE_NAME = "checking-page.html"
KEYS_FILE_NAME = "public-keys.json"

_FOLDER = RESOURCES / "checking-page"
_SCRIPTS = ("ed25519.js", "judging.js", "page.js")
# In a script element only these could end it, or be taken for the start of a comment or of another element.
_ESCAPED = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})


def checking_page(session: Session, now: datetime) -> bytes:
    """The page with the keys of this database; the same keys on the same day give the same bytes.

    Raises RuleBroken when there is no key yet.
    """
    today = local(now, unit_settings(session).unit_time_zone).date()
    style, script = _block("page.css"), "".join(map(_block, _SCRIPTS))
    page = Template(_text("page.html")).substitute(
        policy=_policy(style, script), style=style, script=script, about=_about(_keys(session), today)
    )
    return page.encode()


def keys_file(session: Session) -> bytes:
    """The public keys as a file of their own. Raises RuleBroken when there is no key yet."""
    return keys_content(_keys(session))


def _keys(session: Session) -> KeyList:
    known = known_keys(session)
    if not known.keys:
        raise RuleBroken("No document with a code was issued yet, so there is no key to give out. Issue one first.")
    return known


def _about(known: KeyList, today: date) -> str:
    about = {
        "unit": known.unit,
        "made_on": today.isoformat(),
        "kinds": {kind.value: kind_words(kind) for kind in TemplateKind},
        "keys": [plain_key(key) for key in known.keys],
    }
    return json.dumps(about, ensure_ascii=False).translate(_ESCAPED)


def _policy(style: str, script: str) -> str:
    """Nothing runs but these very blocks, and nothing is loaded or sent (Content Security Policy Level 3)."""
    rules = (
        "default-src 'none'",
        f"script-src {_source(script)}",
        f"style-src {_source(style)}",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)


def _source(block: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()}'"


def _block(name: str) -> str:
    return f"\n{_text(name)}"


def _text(name: str) -> str:
    # Line ends as browsers read them, wherever the program was installed from: the hashes are over those.
    return (_FOLDER / name).read_text(encoding="utf-8")
