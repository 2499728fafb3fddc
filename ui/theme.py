"""The two palettes: every color of the window has a name here and nowhere else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """Token colors. `good`, `caution`, `bad`, `neutral` and `accent` also name the tones of a status."""

    name: str
    window: str
    surface: str
    raised: str
    rail: str
    hover: str
    text: str
    secondary: str
    line: str
    border: str  # of fields and check boxes: 3 : 1 against the surface
    accent: str
    on_accent: str
    selection: str
    good: str
    caution: str
    bad: str
    on_bad: str
    neutral: str

    def tone(self, token: str) -> str:
        """The color of a tone or token by its name."""
        return str(getattr(self, token))


LIGHT = Theme(
    name="light",
    window="#F6F7F9",
    surface="#FFFFFF",
    raised="#FFFFFF",
    rail="#EEF0F4",
    hover="#F0F3F8",
    text="#1B1F27",
    secondary="#566070",
    line="#D9DEE6",
    border="#8791A1",
    accent="#2457C5",
    on_accent="#FFFFFF",
    selection="#DCE7FD",
    good="#1B7040",
    caution="#835600",
    bad="#B3261E",
    on_bad="#FFFFFF",
    neutral="#566070",
)

DARK = Theme(
    name="dark",
    window="#16181D",
    surface="#1E2127",
    raised="#262A31",
    rail="#121419",
    hover="#262B35",
    text="#E8EAEE",
    secondary="#A3ACBA",
    line="#363C47",
    border="#6B7484",
    accent="#7FA8FF",
    on_accent="#0E1420",
    selection="#2A3A5E",
    good="#6CCB92",
    caution="#E5B45A",
    bad="#FF8A80",
    on_bad="#1A0B0A",
    neutral="#A3ACBA",
)
