"""Enrolment of speakers, and the menu of profiles."""
