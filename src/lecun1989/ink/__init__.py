"""From strokes and pictures to ink."""
