"""The version, in a file of its own so that any room can read it without importing the public face."""

__version__ = "0.1.0"
