"""Every sentence of the view About that does not come from a manifest."""

FOR_TITLE = "What it is for"
FOR = (
    "Research on muscle, fat and connective tissue in B-mode images: areas, thicknesses and echo "
    "intensity, with the scale and its source beside every number.",
    "Two models: multiclass labels skin, fat, muscle, fascia, tendon, ligament and bone; binary tells "
    "fat from the rest.",
    "Drafts of ground truths: correct the mask with a brush and take it home in open formats.",
)
NOT_TITLE = "What it is not"
NOT = (
    "A diagnosis, or a device approved for one.",
    "A model of other organs, of vessels or of nerves: what the mask says of them means nothing, "
    "however sure it looks.",
    "A guesser of scales: without a pixel size in the file or set by you, nothing is in millimetres.",
    "Proven on every tissue: the tables below say which were compared with real images, and which with "
    "phantoms only. Phantoms are simulated; a high score on them shows that the simulation was learned.",
)
TISSUE_HEAD = ("Tissue", "Compared with a truth on")
TISSUE_CAPTION = "{weights}: what each tissue was verified on, and the mean Dice there (1 is best)"
DATA_TITLE = "Training data and licences"
DATA_CAPTION = "Everything that the newest bundled weights were trained on"
DATA_HEAD = ("Data", "Images", "Labels", "Licence", "Source", "Used by")
SIMULATED = "simulated, exact"
LABELS = {False: "drawn by hand", True: "weak: drawn by a non-expert from the image alone"}
PRIVACY_TITLE = "Privacy"
PRIVACY = (
    "Images are processed on this server, in memory and in a private folder, and deleted within the "
    "hour.",
    "Nothing is kept for training, and nothing about you is counted or stored.",
    "Names and dates in DICOM headers are neither kept nor shown. What a scanner wrote into the picture "
    "itself stays in it, unless exports are blanked outside the field.",
    "The page asks no host but this server. The server asks the Hugging Face Hub for weights, and "
    "raw.githubusercontent.com for a listed real image when you click on it; it sends no image and no "
    "word about you.",
)
CITE_TITLE = "How to cite"
CITATION = (
    "usseg {version}, tissue segmentation in B-mode ultrasound, Apache-2.0. Weights: {weights}."
)
CITE_DATA = (
    "Name the version and the digest of the weights that made your masks; both stand in every report. "
    "Results that rest on the data above should name its authors too: see its licences. The program's "
    "CITATION.cff lists all of it for reference managers."
)
VERSIONS_TITLE = "Versions"
VERSIONS_CAPTION = "usseg {version}, and the newest bundled weights"
VERSIONS_HEAD = ("Weights", "Made on", "Code commit", "SHA-256")
