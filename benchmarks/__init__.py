"""What the speed figures in the README were measured with: `make benchmark`."""
