"""Every sentence of the closer look, of the queue of images and of the view Compare."""

WIPE_LABEL = "Wipe: image | tissues"
LINE_LABEL = "Line between image and tissues: arrow keys move it"
PICTURE_LABEL = "Click a tissue for its numbers"
OPACITY_LABEL = "Opacity of the colours"
SHOWN_LABEL = "Tissues shown"
CUES_LABEL = "Beside colour"
OUTLINES, PATTERNS = "outlines", "patterns"
ASK_LABEL = "Numbers of"
ASK_FIRST = "Click a tissue in the picture, or choose one above, to see its numbers."
NO_TISSUE = "No tissue here."
OUTSIDE_FIELD = "No tissue here: this is outside the ultrasound field."
PLACE = "Row {row}, column {col}; confidence there {confidence}."
ABSENT = "There is no {name} in this mask."
EDITED_PLACE = "set by hand"

QUEUE_LABEL = "Your images: choose which one is shown"
QUEUE_HINT = "Several images can be dropped anywhere; a copied one can be pasted."
QUEUE_CHOOSE = "choose one"
MOST_IMAGES = 100
TOO_MANY = (
    "The list holds {most} images, so the last ones were left out. Reload the page to begin a new list, "
    "or use the command line: python -m usseg segment."
)

COMPARE_HINT = (
    "A is the result of “Segment”, as its network made it, without corrections. B is what other weights "
    "make of the same image, in the same field. Where the two models differ, only fat can be compared."
)
OTHER_MODEL_LABEL = "Model of B"
OTHER_VERSION_LABEL = "Weights of B"
COMPARE_BUTTON = "Compare"
VERSUS_LABELS = ("A", "B", "Difference")
SAME_WEIGHTS = (
    "A and B are the same weights ({model} {version}), so there is nothing to compare. "
    "Choose another model or version for B."
)
AGREE_CAPTION = "Dice coefficient of A and B, and of each with the ground truth"
AGREE_CAPTION_ALONE = "Dice coefficient of A and B; this image came without a ground truth"
AGREE_HEAD = ("Tissue", "A (px)", "B (px)", "A and B")
AGREE_HEAD_TRUTH = ("A, truth", "B, truth", "B − A")
EQUAL = "{share:.1%} of the field's pixels carry the same label in A and B."
ONLY_FAT = "A and B are different models, so only fat is compared: it is the one tissue both know."
VERSUS_TITLE = "Difference"
