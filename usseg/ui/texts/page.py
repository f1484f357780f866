"""Every sentence of the page that does not depend on a result."""

TITLE = "Ultrasound tissue segmentation"
SUBTITLE = (
    "Skin, fat, muscle, fascia, tendon, ligament and bone in B-mode images, "
    "labelled by a small neural network."
)
NOTICE = (
    "Research software, not a medical device: the diagnosis remains with the doctor. "
    "Your files are processed in memory on this server and deleted within the hour; "
    "nothing is kept for training."
)

IMAGE_LABEL = "Your image: one PNG, JPEG, TIFF or DICOM"
MODEL_LABEL = "Model"
VERSION_LABEL = "Weights"
TRUTH_LABEL = "Ground truth (optional)"
OPTIONS_LABEL = "Ground truth and pixel size"
ROW_LABEL = "Pixel height (mm)"
COL_LABEL = "Pixel width (mm)"
SPACING_HINT = (
    "A ground truth has the image's rows and columns: a PNG of label values or of the legend's "
    "colours, NIfTI, .seg.nrrd, LabelMe or COCO JSON, or ImageJ's .roi or .zip. "
    "A pixel size that is typed here replaces that of the file, for the next images too; leave it "
    "empty where the file says it. Other ways to a scale are under “Scale”."
)
SEGMENT_BUTTON = "Segment"
TABS = ("Segment", "Scale", "Measure", "Correct", "Export", "Compare", "Trust", "Cine",
        "Volume", "How it learned", "About")  # fmt: skip
MASK_BUTTON = "Download mask (PNG)"
REPORT_BUTTON = "Download report (JSON)"
REPORT_LABEL = "Report"

PANELS = ("Input", "Prediction", "Ground truth", "Difference")
WITHOUT_TRUTH = (
    "<strong>No ground truth.</strong> Add a mask of the same rows and columns under "
    f"“{OPTIONS_LABEL}”, then segment again.",
    "<strong>No difference.</strong> It compares the prediction with a ground truth, "
    "and this image came without one.",
)
NOTHING_YET = "Nothing is segmented yet. Upload an image or pick an example."

SETTING_LABEL = "Image with its field"
SETTING_HINT = (
    "White: the field that was segmented. Click the image to set two points of the scale or the "
    "corners of another field, or type their places: row and column in pixels from the upper left."
)
CLICKS_LABEL = "A click on the image sets"
CLICKS = ("the scale: two points", "the field: two corners")
SCALE_TITLE = "How large is a pixel?"
SCALE_LABEL = "Take the scale from"
POINT_LABELS = ("Row 1", "Column 1", "Row 2", "Column 2")
LENGTH_LABEL = "Distance of the two points (mm)"
TICK_LABEL = "Distance of two ticks of the ruler (mm), where the offer assumes another"
SCALE_BUTTON = "Use this scale"
CLEAR_POINTS = "Clear the points"
BY_POINTS = "two points and their distance"
BY_TYPING = "pixel height and width as typed above, under “Ground truth and pixel size”"
NO_SCALE = "Pixel size: unknown, so nothing is in mm."
NOTHING_TYPED = (
    "No pixel size is typed. Type pixel height and width in mm under “Ground truth and pixel size”, "
    "then use this scale."
)
POINTS_MISSING = (
    "Two points and their distance in mm are needed. Click two ends of a known distance on the image, "
    "type the distance, then use this scale."
)
NO_SUCH_OFFER = "This image does not offer that scale. Choose one of the list."
CORNERS_MISSING = "A field needs four numbers: its top and bottom row, its left and right column."
NO_SUCH_BLANKING = "Pictures are blanked outside the field or not. Choose one of: {choices}."
ENDPOINT_BLANK = "Blank outside the field"
ENDPOINT_ZIP = "Zip"
NOTHING_SAID = "nothing"
SCALE_OF_FILE = "what the file says: {words}"
FIELD_TITLE = "Where is the ultrasound?"
FIELD_LABELS = ("Top row", "Left column", "Bottom row", "Right column")
FIELD_BUTTON = "Segment inside this rectangle"
FIND_BUTTON = "Find the field again"
FIELD_HINT = "Segmenting another field starts anew: corrections of the mask are lost."

MEASURED_LABEL = "Tissues, and the column that is measured"
COLUMN_LABEL = "Column (or click on the image)"
DETAILS_HINT = "All quantities, by tissue and by region. The largest region is number 1."

EDITOR_LABEL = "Brush"
EDITOR_HINT = (
    "Choose the brush, then the colour of the tissue, and paint over the image; black removes a "
    "tissue. The eraser and undo take back strokes. Nothing outside the field changes. Then measure "
    "again: the network is not asked."
)
CORRECT_BUTTON = "Measure again"
UNDO_BUTTON = "Undo all corrections"
PAIR_BUTTON = "Save as training pair"
PAIR_HINT = (
    "A training pair is a zip with the image, black outside the field, and the corrected mask, in the "
    "format that training reads."
)
NOT_EDITED = "The mask is as the network made it."
EDITED = "Edited by hand: {pixels:,d} pixels differ from the network's mask."
NO_STROKES = "Nothing is drawn. Paint with the brush first, then measure again."

EXPORT_HINT = (
    "Everything in one zip with a README, or one file alone. Made from the mask as it is now."
)
BLANK_LABEL = "Blank the pictures outside the field"
BLANK_INFO = "Scanners write names and dates there. Set for DICOM by itself."
FORMAT_LABEL = "One file"
ZIP_BUTTON = "Make the zip"
FILE_BUTTON = "Make this file"
DOWNLOAD_LABEL = "Ready to download"

FORGOTTEN = (
    "This result is no longer on the server, which forgets images within the hour. "
    "Segment the image again."
)
DRAWING_TOO_LARGE = "The drawing is too large. Clear it and paint on one layer."
NO_IMAGE = (
    "There is no image to segment. Upload a PNG, JPEG, TIFF or DICOM file, or pick an example."
)
ONE_SPACING = (
    "Only one of pixel height and pixel width was given, but an area needs both. "
    "Give both in mm, or leave both empty."
)
EXPIRED = (
    "The uploaded file {name} is no longer on the server, which deletes files within the hour. "
    "Upload it again."
)
ADDRESS = (
    "Images are not fetched from an address, but this request names one. "
    "Download the file, upload it here, and name the path that the upload answers."
)
MALFORMED = (
    "The request cannot be read: its values are not of the number or kind that this endpoint takes. "
    "Send one uploaded file where a file is expected, text for model and version, and numbers for "
    "the pixel size, in the order of the API page."
)

SUMMARY_CAPTION = "Each tissue, over all its pixels inside the field"
DETAILS_TITLE = "Everything measured"
DETAILS_HEAD = ("Region: quantity", "Value", "Unit", "Note")
COLUMN_CAPTION = "Thickness along depth at column {column}"
COLUMN_HEAD = ("Tissue", "px", "mm")
SCORES_TITLE = "Against the ground truth"
SCORES_CAPTION = "A thickness error above 0 means that the prediction is too thick."
WITHOUT_SCORES = "No scores: this image came without a ground truth."
DISTANCES = ("HD95", "mean surface distance", "thickness error")
CONFUSION_CAPTION = "Of each true tissue, how many percent of its pixels were taken for which"
CONFUSION_CORNER = "Truth ↓ prediction →"
