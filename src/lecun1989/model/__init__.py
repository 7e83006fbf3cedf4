"""The network of 1989: its architecture, forward pass, gradient, optimizers and file format."""
