"""The hook that comes with PyInstaller asks for metadata of `webrtcvad`; ours has another name."""

from PyInstaller.utils.hooks import copy_metadata

datas = copy_metadata("webrtcvad-wheels")
