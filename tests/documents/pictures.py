"""Pictures for the places of a template."""

import io

from PIL import Image, ImageDraw


def a_picture(width: int = 60, height: int = 20, kind: str = "PNG") -> bytes:
    """A small picture of a line, as PNG or JPEG."""
    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).line([(2, height - 3), (width // 2, 2), (width - 3, height - 3)], fill="navy", width=2)
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()
