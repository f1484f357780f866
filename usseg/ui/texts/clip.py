"""Every sentence of the view Cine that does not depend on a result."""

CLIP_LABEL = "Your clip"
CLIP_HINT = (
    "A clip is an MP4, MOV, AVI, MKV or GIF, a multi-frame DICOM, a multi-page TIFF, or a zip of frames."
    " The model and its weights are those chosen above. Frames are segmented one by one; at most "
    "{frames:,d} frames, {megapixels:,d} megapixels in all and {minutes} minutes of work in one run. "
    "The command `python -m usseg video` has no such limits."
)
EXAMPLE_BUTTON = "Open the example: a simulated contraction"
EVERY_LABEL = "Segment every n-th frame"
EVERY_HINT = "1: all frames"
FPS_LABEL = "Frames per second"
OF_FILE = "empty: what the file says"
SMOOTH_LABEL = "Smooth video and masks over time"
SMOOTH_HINT = (
    "Mean of the probabilities of {frames} segmented frames. Measurements stay those of single frames, "
    "which are not smoothed."
)
SEGMENT_BUTTON = "Segment the clip"
STOP_BUTTON = "Stop and keep what is done"
NO_CLIP = (
    "There is no clip to segment. Upload one (MP4, MOV, AVI, MKV, GIF, DICOM, TIFF or a zip of frames), "
    "or open the example."
)
NOT_PACKED = (
    "The files cannot be packed: {reason}. Try again later, or with fewer frames: take every n-th."
)
BAD_EVERY = "Every n-th frame is a whole number of 1 or more. Type 1 to segment all frames."
NOTHING_YET = "No clip is segmented yet. Upload one or open the example, then segment it."
WAITING = "Waiting for the server, which segments one clip at a time."
FORGOTTEN = (
    "This clip is no longer on the server, which forgets clips within the hour. Segment it again."
)
BUSY = (
    "This visit has a clip or a volume at work already. Stop it or wait until it is done, "
    "then start the next."
)

PROGRESS = "Frame {done} of {total} done, {left} left"
PROGRESS_UNKNOWN = "Frame {done} done; the clip does not say how many it has"
STARTING = "Looking at the clip"
PACKING = "Packing the files"

COMPLETE = "The whole clip is segmented: {done} frames."
STOPPED = "Stopped. The {done} frames that were done are kept."
LIMITED = (
    "The run reached its limit here and ended. The {done} frames that were done are kept. Take every "
    "n-th frame, cut the clip, or use `python -m usseg video`, which has no such limit."
)
FAILED = "The clip broke off: {reason} The {done} frames before that are kept."
RATE = "{fps:.4g} frames per second ({source})"
RATE_UNKNOWN = (
    "unknown: nothing says it, so curves go by frame numbers and the video plays at 25 per second"
)
RATE_OF_ONE = "none: a single frame was segmented"
SCALE_UNKNOWN = "unknown, so nothing is in mm"
VIDEO_LABEL = "Tissues over the frames"
CURVES_TITLE = "Measurements over time"
STILLS_TITLE = "A frame of the clip"
FRAME_LABEL = "Frame"
READ_LABEL = "Input frame"
SHOWN_LABEL = "Frame with tissues"
STILL_TIMED = "Frame {index}, at {time_s:.3f} s"
STILL_UNTIMED = "Frame {index}; its time is unknown"
STILL_NOTE = "These pictures come from the videos, which are compressed; the index masks are exact."
FILES_LABEL = "Downloads: everything in one zip, and each file alone"
ENDPOINT_ZIP = "Zip"
ENDPOINT_TABLE = "Table"
ENDPOINT_SUMMARY = "Summary"
