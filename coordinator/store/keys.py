"""The private keys of this computer, each a file of its own. They are never in a database nor in its backups.

Who takes a copy of the database cannot sign in the name of the unit with it; who loses the folder makes a new key, and
what was signed before stays true, since the public halves are in the database.
"""

import hashlib
import os
import tempfile
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from platformdirs import user_data_path

from coordinator.errors import RuleBroken

ENVIRONMENT = "COORDINATOR_KEYS"
_ENDING = ".key"


def usual_folder() -> Path:
    """The folder that the environment names, else one in the data of the user who runs the program."""
    named = os.environ.get(ENVIRONMENT)
    return Path(named) if named else user_data_path("Coordinator", appauthor=False) / "keys"


class KeyFolder:
    """Ed25519 keys in files that only their owner may read. The folder is made with the first key."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, Ed25519PrivateKey] = {}

    def has(self, key_id: str) -> bool:
        return self._file(key_id).is_file()

    def make(self) -> tuple[str, str]:
        """Make a key; returns its id and its public half, 64 hex digits. Raises RuleBroken when it cannot be kept."""
        key = Ed25519PrivateKey.generate()
        public = key.public_key().public_bytes_raw()
        key_id = key_id_of(public)
        self._keep(key_id, key.private_bytes_raw())
        self._known[key_id] = key
        return key_id, public.hex()

    def sign(self, key_id: str, data: bytes) -> bytes:
        """The signature, 64 bytes; the same data has the same signature. Raises RuleBroken when the key is not here."""
        if key_id not in self._known:
            self._known[key_id] = self._read(key_id)
        return self._known[key_id].sign(data)

    def _read(self, key_id: str) -> Ed25519PrivateKey:
        try:
            return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self._file(key_id).read_text("ascii").strip()))
        except (OSError, ValueError) as error:
            raise RuleBroken(
                f"The key {key_id} cannot be read. Retire it in Settings, and a new one is made."
            ) from error

    def _keep(self, key_id: str, secret: bytes) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # A file made this way is its owner's alone from the first byte on.
            handle, name = tempfile.mkstemp(dir=self.folder)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secret.hex() + "\n")
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._file(key_id))
        except OSError as error:
            reason = error.strerror or str(error)
            raise RuleBroken(f"The key for QR codes cannot be kept in {self.folder} ({reason}).") from error

    def _file(self, key_id: str) -> Path:
        return self.folder / f"{key_id}{_ENDING}"


def key_id_of(public: bytes) -> str:
    """The first 8 hex digits of the SHA-256 of the public key."""
    return hashlib.sha256(public).hexdigest()[:8]


def is_signed(public: str, signature: bytes, data: bytes) -> bool:
    """Whether the signature over the data was made with the private half of this key (64 hex digits)."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True
