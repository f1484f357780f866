"""Every sentence of the views Trust, How it learned and About that does not depend on a result."""

NOT_ASSESSED = "Nobody asked how far this image can be trusted."
CLEAR = "Nothing was found that speaks against this image."
DOUBTED = "This image should not be trusted with this model:"
NO_GATE = (
    "These weights came without a gate, so the image was not compared with those of the training: "
    "only whether it is blank, dark or in colour, and whether the expected tissue is there."
)
GATE = (
    "Gate score {score:.2f}: how unlike the images of the training this one is. From {threshold:.2f} on "
    "it counts as another kind of image."
)
GATE_LIMITS = (
    "The gate warns and never blocks. Its silence does not make the mask right: look at it."
)
CALIBRATED = (
    "Where these weights say 90%, they mean it within {points:.1f} percentage points on average "
    "(calibration error {ece:.3f} on test images; temperature {temperature:.2f})."
)
NOT_CALIBRATED = (
    "The calibration error of these weights was not measured: a confidence sorts pixels from unsure to "
    "sure, but 90% need not mean right in nine of ten."
)
CONFIDENCE_CAPTION = (
    "Mean confidence of each tissue in the network's own mask, corrections by hand left aside"
)
CONFIDENCE_HEAD = ("Tissue", "Mean confidence", "Calibration error")
NOT_MEASURED = "not measured"
MIRROR_TITLE = "Does it say the same in the mirror?"
MIRROR_BUTTON = "Check under mirroring"
MIRROR_HINT = (
    "The mirrored image is segmented too, in the same field, and the answer mirrored back. Left and "
    "right mean nothing to tissue, so where the two masks differ at least one is wrong. It takes as "
    "long as segmenting did."
)
MIRROR_CAPTION = (
    "Agreement between the network's mask and that of the mirrored image: Dice, 1 is the same"
)
MIRROR_HEAD = ("Tissue", "Dice")
IN_NEITHER = "in neither"
MIRROR_LIMITS = "Agreement does not make a mask right: both may be wrong in the same way."
TRUST_TITLE = "How far can this image be trusted?"
SURE_TITLE = "How sure is the network?"
UNCERTAINTY_LABEL = "Uncertainty: 1 − probability"
UNSURE_TITLE = "Uncertainty"
OUTSIDE = "outside the field: nothing predicted"

NOT_BUNDLED = "No release of {model} is bundled, so no training was recorded that could be shown."
NO_REPLAY = (
    "The newest bundled weights, {model} {version}, came without a recorded training, and a training "
    "that was not recorded is not made up: there is nothing to show."
)
REPLAY = (
    "How {model} {version} learned: {moments} recorded moments of {epochs} epochs, always on the same "
    "frames. White: the border of the truth. Nothing between the moments is made up."
)
REPLAY_AVERAGED = (
    " The weights that are released are the mean of those after the last moment and of those of an "
    "earlier run, which is not shown."
)
REPLAY_LABEL = "A recorded moment of the training"
SET_LABEL = "Frames of"
FRAME_LABEL = "Frame"
MOMENT_LABEL = "Recorded moment"
PLAY_BUTTON = "Play"
PAUSE_BUTTON = "Pause"
