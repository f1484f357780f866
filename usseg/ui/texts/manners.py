"""Every sentence of what all views share: links, languages, tools for assistants."""

TOOL_FILE = (
    "A tool takes a file as data:TYPE;base64,... of at most 3 MB, or by the address that the upload to "
    "this server answered. Paths and other addresses are not read."
)
UNKNOWN_IN_LINK = "This link names an unknown {word}: {value}. The page shows {default}."
