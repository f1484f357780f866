"""Tables read without the library that wrote them."""

import csv
import io
import xml.etree.ElementTree as ET
import zipfile
from string import ascii_uppercase

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_csv(content: bytes) -> list[dict[str, str]]:
    """Rows of a CSV file by the names of its columns."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def read_xlsx(content: bytes, number: int = 1) -> list[list]:
    """Cells of one sheet, by the standard's XML: 13 a row, text, number or None; no formula."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = ET.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
    assert sheet.findall(f".//{MAIN}f") == []
    rows = []
    for row in sheet.iter(f"{MAIN}row"):
        cells: dict = dict.fromkeys(ascii_uppercase[:13])
        for cell in row:
            place = cell.get("r").rstrip("0123456789")
            if cell.get("t") == "inlineStr":
                cells[place] = "".join(cell.find(f"{MAIN}is").itertext())
            elif (text := cell.findtext(f"{MAIN}v")) is not None:
                cells[place] = float(text)
        rows.append(list(cells.values()))
    return rows
