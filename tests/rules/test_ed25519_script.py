"""The Ed25519 of the checking page, for browsers that have none: true signatures hold, malformed ones never do."""

import hashlib
from typing import Any, NamedTuple

import pytest

from coordinator.store.keys import is_signed
from tests.checking_scripts import answered

L = 2**252 + 27742317777372353535851937790883648493
P = 2**255 - 19
DRIVER = """
  const bytes = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));
  const signed = asked.signed.map((each) => ed25519.verify(...each.map(bytes)));
  const digests = asked.messages.map((each) => Buffer.from(ed25519.sha512(bytes(each))).toString("hex"));
  return { signed, digests };
"""


Case = tuple[bytes, bytes, bytes, bool]
"""Public key, signature, message, and whether the signature is true."""


class Vector(NamedTuple):
    """One of RFC 8032, 7.1, in hex digits; R and s are the halves of the signature."""

    public: str
    message: str
    r: str
    s: str


VECTORS = (
    Vector(
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155",
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    Vector(
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da",
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    Vector(
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac",
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
)
SECRET = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")  # of the second
PUBLIC, MESSAGE, R, S = (bytes.fromhex(each) for each in VECTORS[1])
SIGNATURE = R + S


def little(value: int) -> bytes:
    return value.to_bytes(32, "little")


def signed_from(first: bytes) -> bytes:
    """A signature whose first half is this way to write the neutral point: the equation of the curve holds for it."""
    half = bytearray(hashlib.sha512(SECRET).digest()[:32])
    half[0] &= 248
    half[31] = half[31] & 63 | 64
    hashed = int.from_bytes(hashlib.sha512(first + PUBLIC + MESSAGE).digest(), "little")
    return first + little(hashed * int.from_bytes(half, "little") % L)


def with_bit(data: bytes, at: int) -> bytes:
    return (int.from_bytes(data, "big") ^ (1 << at)).to_bytes(len(data), "big")


def vector_case(vector: Vector) -> Case:
    return bytes.fromhex(vector.public), bytes.fromhex(vector.r + vector.s), bytes.fromhex(vector.message), True


SIGNED: dict[str, Case] = {
    **{f"vector {place}": vector_case(vector) for place, vector in enumerate(VECTORS, start=1)},
    "neutral point": (PUBLIC, signed_from(little(1)), MESSAGE, True),
    "neutral point, y not reduced": (PUBLIC, signed_from(little(P + 1)), MESSAGE, False),
    "neutral point, minus zero": (PUBLIC, signed_from(little(1 | 1 << 255)), MESSAGE, False),
    "another message": (PUBLIC, SIGNATURE, b"s", False),
    "another key": (bytes.fromhex(VECTORS[0].public), SIGNATURE, MESSAGE, False),
    "a bit of R": (PUBLIC, with_bit(SIGNATURE, 400), MESSAGE, False),
    "a bit of s": (PUBLIC, with_bit(SIGNATURE, 100), MESSAGE, False),
    "s and the order": (PUBLIC, R + little(int.from_bytes(S, "little") + L), MESSAGE, False),
    "s is the order": (PUBLIC, R + little(L), MESSAGE, False),
    "nothing but ones": (PUBLIC, b"\xff" * 64, MESSAGE, False),
    "nothing but zeros": (PUBLIC, bytes(64), MESSAGE, False),
    "no signature": (PUBLIC, b"", MESSAGE, False),
    "too short": (PUBLIC, SIGNATURE[:-1], MESSAGE, False),
    "too long": (PUBLIC, SIGNATURE + b"\0", MESSAGE, False),
    "key too short": (PUBLIC[:-1], SIGNATURE, MESSAGE, False),
    "key not on the curve": (little(2), SIGNATURE, MESSAGE, False),
    "key with y not reduced": (little(P + 1), SIGNATURE, MESSAGE, False),
}
MESSAGES = bytes(range(256)) * 8
LENGTHS = (0, 1, 111, 112, 119, 127, 128, 129, 239, 240, 256, 1500)


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    """What JavaScript says of all of it."""
    found: dict[str, Any] = answered(
        DRIVER,
        {
            "signed": [[each.hex() for each in (key, signature, data)] for key, signature, data, _ in SIGNED.values()],
            "messages": [MESSAGES[:length].hex() for length in LENGTHS],
        },
    )
    return found


@pytest.mark.parametrize("name", SIGNED)
def test_the_signatures_of_the_standard_are_true_and_malformed_ones_are_not(answers: dict[str, Any], name: str) -> None:
    key, signature, message, is_true = SIGNED[name]
    assert answers["signed"][list(SIGNED).index(name)] is is_true
    assert is_signed(key.hex(), signature, message) is is_true


def test_the_hash_is_sha_512(answers: dict[str, Any]) -> None:
    expected = [hashlib.sha512(MESSAGES[:length]).hexdigest() for length in LENGTHS]
    assert answers["digests"] == expected
