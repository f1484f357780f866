"""The panels as files that the page shows and programs get."""

from usseg.render import Panels, encode_picture, for_display
from usseg.render.png import QUICK
from usseg.ui.files import store


def panel_files(drawn: Panels, stem: str) -> list[str | None]:
    """Write the four panels: input, prediction, ground truth, difference; None where there is none."""
    pictures = {
        "input": drawn.input,
        "prediction": drawn.prediction,
        "truth": drawn.truth,
        "difference": drawn.difference,
    }
    return [
        None
        if picture is None
        else store(f"{stem}.{name}.png", encode_picture(for_display(picture), QUICK))
        for name, picture in pictures.items()
    ]
