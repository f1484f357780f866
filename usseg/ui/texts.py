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
EXAMPLES_LABEL = "Or pick an example"
MODEL_LABEL = "Model"
VERSION_LABEL = "Weights"
TRUTH_LABEL = "Ground truth mask (optional)"
OPTIONS_LABEL = "Ground truth and pixel size"
ROW_LABEL = "Pixel height (mm)"
COL_LABEL = "Pixel width (mm)"
SPACING_HINT = (
    "A ground truth has the image's rows and columns: a PNG of label values or of the legend's "
    "colours, NIfTI, .seg.nrrd, LabelMe or COCO JSON, or ImageJ's .roi or .zip. "
    "Give a pixel size only where the file does not say it, or says it wrongly."
)
SEGMENT_BUTTON = "Segment"
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
