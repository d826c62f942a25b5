"""Replaces PyInstaller's hook, which expects the distribution name `webrtcvad`."""

from PyInstaller.utils.hooks import copy_metadata

datas = copy_metadata("webrtcvad-wheels")
