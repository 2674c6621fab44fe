"""Faults caused for real: servers of these tests alone are stopped, killed, filled and cut off."""
