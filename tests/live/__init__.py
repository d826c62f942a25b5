"""Tests of the real program on a virtual microphone and a real screen."""
