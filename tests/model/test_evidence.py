"""On what each tissue was verified follows from the scores, and from nothing else."""

from usseg.model.evidence import evidence_of


def report(weak, phantom, **in_truth):
    tissues = {name: {"dice": {"images": 5}, "in_truth": count} for name, count in in_truth.items()}
    return {"dataset": {"weak": weak, "phantom": phantom, "source": "x"}, "tissues": tissues}


def evidence(*reports):
    scores = {str(index): part for index, part in enumerate(reports)}
    return evidence_of({"model": "multiclass", "scores": scores})


def test_each_tissue_has_the_kinds_of_images_that_show_it():
    found = evidence(
        report(False, True, muscle=9, tendon=4, bone=2),
        report(False, False, muscle=7, tendon=0),
        report(True, False, bone=3),
    )
    assert found["muscle"] == "real images and phantoms"
    assert found["tendon"] == "phantoms only"  # the real truth holds none
    assert found["bone"] == "weak labels and phantoms"
    assert found["ligament"] == "none"


def test_skin_and_fat_that_a_truth_does_not_part_are_said_to_be_together():
    found = evidence(report(False, False, superficial=9))
    assert found["skin"] == found["fat"] == "real images (skin and fat together)"
    assert found["muscle"] == "none"
