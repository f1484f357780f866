"""Every sentence about the examples: those that lie here and those that are fetched by link."""

EXAMPLES_LABEL = "Or pick an example; the number is its score"
ORDER_LABEL = "Order of the examples"
BY_SCENE, WORST_FIRST, BEST_FIRST = "by scene", "worst first", "best first"
ORDER_INFO = (
    "The score is the mean Dice over the tissues of the truth, by the newest bundled weights of the "
    "chosen model; 1 is best. Without a truth there is none."
)

REAL_TITLE = "Real images, fetched by link"
REAL_HINT = (
    "Needs the internet. These images are not part of this program: on a click the server fetches the "
    "chosen one from raw.githubusercontent.com, checks that it is the listed file (SHA-256), keeps it "
    "as long as an upload, and segments it. They come without a ground truth."
)
REAL_LABEL = "Image"
REAL_BUTTON = "Fetch and segment"
REAL_CAPTION = "Where the images come from, and under which licence"
REAL_HEAD = ("Image", "Licence", "Name when used", "Changes", "Seen in training", "Bytes")
SEEN = {"train": "yes, with weak labels", "test": "no"}
SEEN_NOTE = (
    "The bundled weights were trained on this image with labels drawn by a non-expert, so the mask "
    "shows what a result looks like, not how good it is."
)
SOURCE = "Source, at commit {commit}"
CHANGES = "Changes: {changes}."
NO_SUCH_IMAGE = "There is no such image in the list. Choose one of it."
UNREACHABLE = (
    "“{title}” cannot be fetched now: this server has no way to it. It needs the internet; the examples "
    "above and your own images work without. Try again in a minute."
)
SLOW = (
    "“{title}” has not arrived yet. What still comes serves a later click: try again in a minute."
)
ANOTHER_FILE = (
    "What came for “{title}” is not the listed file: its size or SHA-256 differs. It was thrown away. "
    "Pick another image."
)
