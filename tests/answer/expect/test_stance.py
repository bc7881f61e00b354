"""For and against."""

from answer.expect.stance import opposed, takes_the_side


def test_sides() -> None:
    assert opposed("Who supports the cable?", "We reject the cable.")
    assert not opposed("Who supports the cable?", "We support the cable.")
    assert takes_the_side("Who supports the cable?", "We welcome the cable.")
    assert not takes_the_side("Who supports the cable?", "We turn to the cable.")
    assert not takes_the_side("Who supports the cable?", "Despite our support we cast a negative vote.")
    assert takes_the_side("Who opposed the cable?", "We voted against it.")
    assert takes_the_side("Who named the cable?", "We turn to the cable.")
