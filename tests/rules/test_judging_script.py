"""The judgments of the checking page against the rules: the same codes are worth the same, in the same words.

Node judges the whole table in one process: first with its own Ed25519, then as a browser that has none.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from coordinator.rules import base45, revocation_list
from coordinator.rules.key_list import KeyList, KnownKey, plain_key
from coordinator.rules.paper_record import PREFIX, PaperRecord, code_text, payload_of, signed_bytes
from coordinator.rules.revocation_list import RevocationList, Withdrawn
from coordinator.rules.verification import Judgment, by_the_list, judge_code, kind_words
from coordinator.rules.vocabulary import CertificateState, TemplateKind
from coordinator.store.keys import is_signed, key_id_of
from tests.checking_scripts import answered, source

NOW = datetime(2026, 11, 12, 15, 0, tzinfo=UTC)

DRIVER = """
  const now = Date.parse(asked.now);
  async function judgedAll(cases) {
    const taken = {};
    for (const [name, text] of Object.entries(asked.lists)) {
      taken[name] = await judging.judgeList(text, asked.about, now);
    }
    const judged = cases.map(([code, list]) => judging.judge(code, asked.about, list && taken[list].list));
    const lists = Object.entries(taken).map(([name, { list, sentence }]) => [name, [list !== null, sentence]]);
    return { judged: await Promise.all(judged), lists: Object.fromEntries(lists) };
  }
  const own = await judgedAll(asked.cases);
  const knowsCurve = "subtle" in crypto;
  Object.defineProperty(globalThis, "crypto", { value: {} });
  const plain = await judgedAll(asked.cases.filter(([, , isPlain]) => isPlain));
  new Function(asked.page); // that it can be read at all
  return { own, plain, knowsCurve };
"""


def private_key(number: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)


def known_key(number: int, retired_on: date | None = None) -> KnownKey:
    public = private_key(number).public_key().public_bytes_raw()
    return KnownKey(key_id_of(public), public.hex(), datetime(2026, 1, number, tzinfo=UTC), retired_on)


CURRENT, RETIRED, STRANGE = 1, 2, 3
RETIRED_ON = date(2026, 6, 30)
KEYS = KeyList("Cyber Crimes Center", (known_key(CURRENT), known_key(RETIRED, RETIRED_ON)))
RECORD = PaperRecord(
    TemplateKind.CERTIFICATE, "CEIU-FRS-2026-0042", "José Ñandú O’Brien", "Platform Overview", date(2026, 11, 5),
    date(2026, 11, 4), date(2027, 11, 4), "1.5", "CEIU-FRS-2026-0007", "1042 9f3c2a1b",
)  # fmt: skip
REVOKED = replace(RECORD, number="CEIU-FRS-2026-0043")
SUPERSEDED = replace(RECORD, number="CEIU-FRS-2026-0044")
LETTER = PaperRecord(TemplateKind.LICENSE_ISSUANCE, "CEIU-LTR-2026-0001", "Ng", "Service 𝔸", date(1999, 2, 28))
WITHDRAWN = (
    Withdrawn(REVOKED.number, CertificateState.REVOKED, date(2026, 11, 9)),
    Withdrawn(SUPERSEDED.number, CertificateState.SUPERSEDED, date(2026, 11, 10), RECORD.number),
    Withdrawn("CEIU-LTR-2026-0009", CertificateState.SUPERSEDED, date(2026, 1, 1)),
)


def code_of(record: PaperRecord, number: int = CURRENT) -> str:
    key_id, payload = known_key(number).id, payload_of(record)
    return code_text(key_id, private_key(number).sign(signed_bytes(key_id, payload)), payload)


def list_made(made_at: datetime, number: int = CURRENT) -> RevocationList:
    return RevocationList(KEYS.unit, made_at, 900 + number, WITHDRAWN)


def list_text(made: RevocationList, number: int = CURRENT) -> str:
    key_id, content = known_key(number).id, revocation_list.content_of(made)
    signature = private_key(number).sign(revocation_list.signed_bytes(key_id, content))
    return revocation_list.list_file(key_id, signature, content).decode()


TODAY = list_made(datetime(2026, 11, 12, 9, 30, tzinfo=UTC))
LONG_AGO = list_made(datetime(2026, 10, 1, tzinfo=UTC))
BEFORE = list_made(datetime(2026, 11, 4, 23, 59, 59, tzinfo=UTC))
BELIEVED = {"today": TODAY, "long ago": LONG_AGO, "before": BEFORE}
LISTS = {
    **{name: list_text(made) for name, made in BELIEVED.items()},
    "line ends of a mail": list_text(TODAY).replace("\n", "\r\n"),
    "altered": list_text(TODAY).replace("revoked", "Revoked"),
    "a paper left out": "".join(line for line in list_text(TODAY).splitlines(keepends=True) if "0043" not in line),
    "strange key": list_text(TODAY, STRANGE),
    "retired key": list_text(TODAY, RETIRED),
    "cut short": list_text(TODAY)[:-60],
    "garbage": "what is this?",
    "of another form": '{"list":"groceries"}\n{"key":"00000000","signature":""}\n',
    "nothing": "",
    "null": "null\nnull\n",
}

GENUINE = code_of(RECORD)
RAW = base45.decoded(GENUINE.removeprefix(PREFIX))


def flipped(at: int) -> str:
    changed = bytes(byte ^ (1 if place == at else 0) for place, byte in enumerate(RAW))
    return PREFIX + base45.encoded(changed)


def signed_by_hand(payload: bytes) -> str:
    """A code whose signature is true, over what the program never writes."""
    key_id = known_key(CURRENT).id
    return code_text(key_id, private_key(CURRENT).sign(signed_bytes(key_id, payload)), payload)


def overflowing() -> str:
    """Three letters for two bytes of zero, written as 65536, which does not fit into two bytes."""
    code = code_of(replace(RECORD, hours="2895")).removeprefix(PREFIX)
    groups = [code[at : at + 3] for at in range(0, len(code), 3)]
    groups[groups.index("000")] = "GGW"
    return PREFIX + "".join(groups)


PLAIN_CODES = (
    GENUINE,
    code_of(LETTER),
    code_of(RECORD, STRANGE),
    code_of(RECORD, RETIRED),
    code_of(replace(RECORD, issued_on=RETIRED_ON), RETIRED),
    flipped(4),
    flipped(40),
    flipped(len(RAW) - 1),
)
CODES = (
    *(flipped(at) for at in range(len(RAW))),
    *(GENUINE[:length] for length in range(0, len(GENUINE), 7)),
    *(signed_by_hand(payload_of(RECORD).replace(b"20261105", day)) for day in (b"20261305", b"20260230", b"2026115 ")),
    *(signed_by_hand(payload_of(RECORD).replace(b"\x1f20261105", each)) for each in (b"\x1f", b"")),
    *(signed_by_hand(payload_of(RECORD) + each) for each in (b"\x1fmore", b"\xff", b"\xed\xa0\x80")),
    signed_by_hand(b"2" + payload_of(RECORD)[1:]),
    GENUINE.lower(),
    f" \t{GENUINE}\u00a0\r\n",
    "\r\n".join(GENUINE[at : at + 40].strip(" ") for at in range(0, len(GENUINE), 40)),
    "\u2028\t".join((GENUINE[:50], GENUINE[50:100], GENUINE[100:])),
    "\t".join((GENUINE[:50], GENUINE[50:])),
    overflowing(),
    GENUINE + GENUINE,
    GENUINE.replace("C3V1:", "C3V2:"),
    "C3V1:",
    "c3v1:é",
    "C3V1:" + "0" * 300,
    "C3V1::::",
    "https://example.gov",
    RECORD.number,
    "ß\x00\ud7ff",
)
CASES: tuple[tuple[str, str | None, bool], ...] = (
    *((code, None, True) for code in PLAIN_CODES),
    *((code_of(each), name, False) for each in (RECORD, REVOKED, SUPERSEDED, LETTER) for name in BELIEVED),
    *((code, None, False) for code in CODES),
)


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    """What JavaScript says of all of it."""
    asked = {
        "about": {
            "keys": [plain_key(key) for key in KEYS.keys],
            "kinds": {kind.value: kind_words(kind) for kind in TemplateKind},
        },
        "now": NOW.isoformat(),
        "lists": LISTS,
        "cases": CASES,
        "page": source("page.js"),
    }
    found: dict[str, Any] = answered(DRIVER, asked)
    return found


def judged(code: str, name: str | None) -> Judgment:
    return judge_code(code, KEYS, is_signed, by_the_list(BELIEVED[name] if name else None, NOW))


def assert_the_same(said: dict[str, Any], expected: Judgment, code: str) -> None:
    assert said["standing"] == expected.verdict.value.replace(" ", "-"), code
    assert [tuple(each) for each in said["facts"]] == list(expected.facts), code
    if said["standing"] != "altered":  # whether damaged or signed otherwise, the page need not tell apart as finely
        assert said["sentences"] == list(expected.sentences), code


def test_every_code_is_worth_the_same_in_both_languages(answers: dict[str, Any]) -> None:
    expected = [judged(code, name) for code, name, _ in CASES]
    assert answers["knowsCurve"]
    assert len(answers["own"]["judged"]) == len(CASES)
    for said, judgment, (code, _, _) in zip(answers["own"]["judged"], expected, CASES, strict=True):
        assert_the_same(said, judgment, code)
    standings = {said["standing"] for said in answers["own"]["judged"]}
    assert standings == {"genuine", "altered", "superseded", "revoked", "unknown-key", "no-code"}
    page = source("page.html")
    assert all(f'<symbol id="icon-{standing}"' in page for standing in standings)


def test_a_browser_without_the_curve_says_the_same(answers: dict[str, Any]) -> None:
    assert answers["plain"]["lists"] == answers["own"]["lists"]
    assert answers["plain"]["judged"] == answers["own"]["judged"][: len(PLAIN_CODES)]
    words = [said["word"] for said in answers["plain"]["judged"]]
    assert words == ["Genuine", "Genuine", "Unknown key", "Retired key", "Genuine", "Altered", "Altered", "Altered"]


def test_the_code_as_it_was_typed_or_mailed_is_genuine(answers: dict[str, Any]) -> None:
    said = {code: each["standing"] for each, (code, _, _) in zip(answers["own"]["judged"], CASES, strict=True)}
    assert said[GENUINE.lower()] == said[f" \t{GENUINE}\u00a0\r\n"] == "genuine"
    assert {said[flipped(at)] for at in range(4, len(RAW))} == {"altered"}
    assert {said[flipped(at)] for at in range(4)} == {"unknown-key"}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("today", "Revocation list of November 12, 2026, Cyber Crimes Center: 3 papers."),
        ("line ends of a mail", "Revocation list of November 12, 2026, Cyber Crimes Center: 3 papers."),
        ("before", "Revocation list of November 4, 2026"),
        ("long ago", "It is more than 30 days old: ask for a newer one."),
    ],
)
def test_a_list_of_the_unit_is_believed(answers: dict[str, Any], name: str, sentence: str) -> None:
    is_used, said = answers["own"]["lists"][name]
    assert is_used
    assert sentence in said


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("altered", "The revocation list was altered."),
        ("a paper left out", "The revocation list was altered."),
        ("strange key", f"signed with the key {known_key(STRANGE).id}, which is not known here."),
        ("retired key", f"signed with the key {known_key(RETIRED).id}, which had been retired by then."),
        ("cut short", "This is no revocation list of this program"),
        ("garbage", "This is no revocation list of this program"),
        ("of another form", "This is no revocation list of this program"),
        ("nothing", "This is no revocation list of this program"),
        ("null", "This is no revocation list of this program"),
    ],
)
def test_a_list_that_proves_nothing_is_not_used(answers: dict[str, Any], name: str, sentence: str) -> None:
    is_used, said = answers["own"]["lists"][name]
    assert not is_used
    assert sentence in said
    assert said.endswith("It is not used. Ask the issuing unit for a new one.")
