"""The score of points."""

# 256 weights x 255 values = 65280 points are a score of 100.
POINTS_PER_SCORE = 652.8
