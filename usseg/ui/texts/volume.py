"""Every sentence of the view Volume that does not depend on a result."""

FILES_LABEL = "Your sweep, and its table of poses or turns if it has one"
HINT = (
    "One sweep over a limb: NIfTI, NRRD, MetaImage (`.mha`, also tracked by PLUS), multi-page TIFF or "
    "multi-frame DICOM. A sweep by hand comes with a CSV table of a pose per frame, tomography around a "
    "limb in water with a table of angle and centre per frame; drop both files at once. Frames are "
    "segmented as they were acquired, with the model and weights chosen above, and then put together."
)
ROW_LABEL = "Pixel height (mm)"
COL_LABEL = "Pixel width (mm)"
SLICE_LABEL = "Distance of frames (mm)"
VOXEL_LABEL = "Voxel (mm)"
OPTIONS_HINT = (
    "Empty: what the file says. The distance of frames counts for a straight sweep without a table, the "
    "voxel where frames are compounded; empty, it is two pixels."
)
WHOLE_LABEL = "The whole frame is ultrasound, without a screen around"
SEGMENT_BUTTON = "Segment the volume"
STOP_BUTTON = "Stop and keep what is done"
EXAMPLE_BUTTON = "Put the example's files here"
STATUS_LABEL = "Progress"
WAITING = "Waiting for the server, which segments one volume at a time."
STOPPING = "Stopping after this frame."
READING = "Reading the frames"
PLACING = "Putting the frames together"

TISSUES_LABEL = "Surfaces shown"
MODEL_3D_LABEL = "Surfaces of the tissues"
SURFACE_HINT = (
    "Drag to turn, scroll to come closer. Skin and fat are see-through. Of bone there is only the "
    "surface. Surfaces are simplified for the screen; the downloads hold the fine ones."
)
VIEW_LABELS = (
    "Axial: across the slices",
    "Coronal: slices by columns",
    "Sagittal: slices by rows",
)
PLACE_LABELS = ("Slice", "Row", "Column")
LINKED_HINT = "The three views cut each other in the lines. Click in one to move the other two."
UNKNOWN_SHADOW = "unknown: in the shadow of bone"
UNKNOWN_NOT_SCANNED = "unknown: not scanned"
LEGEND_TITLE = "Tissues"

TABLE_HEAD = ("Tissue", "Volume (mL)", "Mean area (mm²)", "Length (mm)")
TRUE_HEAD = "True (mL)"
TABLE_CAPTION = "Volume of each tissue, its mean cross-section and length (scale: {source})"
PLOT_TITLE = "Cross-sectional area along the axis"
EXAMPLE_TITLE = "The example: a simulated limb, scanned around 360 degrees in water"
EXAMPLE_NOTE = (
    "It was segmented ahead, by these weights, from the frames in examples/volumes, and its true "
    "volumes are known. Use the button above to segment it now."
)
RESULT_TITLE = "Volume of {stem}"
SCANNED = (
    "{scanned:.1f} mL were scanned; {share:.1%} of that lies in the shadow of bone and is unknown."
)
MADE_BY = (
    "{kind} sweep, {finished} of {frames} frames, {model} {version} (SHA-256 {sha256}…). Voxels: "
    "{shape}, {spacing} mm (slice × row × column)."
)

NO_FILES = (
    "There is no sweep to segment. Upload a NIfTI, NRRD, MetaImage, TIFF or DICOM file with all frames "
    "of the sweep."
)
TWO_SWEEPS = (
    "{count} files that are no tables were given, but all frames of a sweep have to be in one file. "
    "Export them as one, and give its table of poses or turns, a .csv, beside it."
)
TWO_TABLES = (
    "{count} tables were given, but a sweep has one: poses of a sweep by hand, or turns around a "
    "limb."
)
ONLY_TABLE = "A table was given, but no frames. Upload the file of the sweep together with it."
TOO_LONG = (
    "{name} has {frames} frames of {rows} x {cols} pixels; the page takes at most {most} frames and "
    "{megapixels} million pixels in all. `python -m usseg volume` takes more."
)
FORGOTTEN = (
    "This volume is no longer on the server, which forgets volumes within the hour. Segment it "
    "again."
)
NO_SUCH_FILE = "This volume has no file {suffix}. It has: {suffixes}."

EXPORT_HINT = "Everything in one zip, or one file alone."
FORMAT_LABEL = "One file"
ZIP_BUTTON = "Make the zip"
FILE_BUTTON = "Make this file"
DOWNLOAD_LABEL = "Ready to download"
ENDPOINT_ZIP = "Zip"
ENDPOINT_REPORT = "Report"
NO_PLACE = "A view goes through a slice, a row and a column. Move the sliders, or click in a view."
