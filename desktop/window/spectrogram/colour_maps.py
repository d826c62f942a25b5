"""Colour maps of the spectrograms, from quiet to loud.

All are perceptually uniform, also when printed in grey. The anchors are every eighth colour of
matplotlib's maps (CC0; cividis, by Nuñez, Anderton and Renslow 2018, is designed for colour-blind
viewers) and of CET-L1 (Kovesi 2015). The colours between the anchors are interpolated and differ
from the originals by at most 6 of 255.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_ANCHORS = {
    "magma": "000004 030312 0a0822 130d34 1d1147 29115a 36106b 440f76 50127c 5d177f 691c81 762181 "
    "822681 8f2a81 9c2e7f a9337d b6367a c33b75 cf4070 db476a e65164 ee5c5e f46a5c f9785d fb8861 "
    "fd9668 fea571 feb47b fec287 fed194 fde0a1 fceeb0 fcfdbf",
    "viridis": "440154 470d60 48186a 482374 472d7b 453781 424086 3e4989 3b528b 375b8d 33638d "
    "2f6b8e 2c728e 297a8e 26828e 23898e 21908c 1f978b 1f9f88 21a685 27ad81 31b57b 3ebc74 4dc26c "
    "5cc863 6ece58 82d34d 95d840 aadc32 c0df25 d5e21a eae51a fde725",
    "inferno": "000004 040312 0b0724 150b37 210c4a 2f0a5b 3d0965 4a0c6b 56106e 63156e 70196e "
    "7d1e6d 89226a 962766 a32c61 af315b bb3654 c63d4d d14545 da4f3c e35932 eb6529 f1721e f67f14 "
    "f98c0a fb9b06 fcaa0f fbba1f f9c932 f5d949 f2e865 f3f586 fcffa4",
    "cividis": "00204d 00265a 002c69 00306f 05366e 1f3c6d 2d426c 38486b 414d6b 4a536b 52596c "
    "595f6d 61646f 686a71 6f7073 767676 7c7c78 848179 8b8779 938e78 9b9477 a39a76 aca174 b4a872 "
    "bcaf6f c5b56c cebc68 d7c463 e0cb5e e9d358 f2da50 fbe248 ffea46",
    "grey": "000000 0b0b0b 141414 1a1a1a 212121 272727 2e2e2e 353535 3b3b3b 434343 4a4a4a 515151 "
    "585858 606060 686868 6f6f6f 767676 7e7e7e 868686 8f8f8f 979797 9f9f9f a7a7a7 b0b0b0 b8b8b8 "
    "c1c1c1 c9caca d2d2d2 dbdbdb e4e4e4 ededed f6f6f6 ffffff",
}

NAMES = tuple(_ANCHORS)


def colour_table(name: str) -> NDArray[np.uint32]:
    """Return 256 colours as 0xffRRGGBB, from quiet to loud.

    Raises
    ------
    KeyError
        If `name` is not one of `NAMES`.
    """
    anchors = np.array([int(colour, 16) for colour in _ANCHORS[name].split()])
    levels, positions = np.arange(256), np.linspace(0, 255, len(anchors))
    table = np.full(256, 0xFF000000, np.uint32)
    for shift in (16, 8, 0):
        channel = np.interp(levels, positions, anchors >> shift & 0xFF)
        table |= np.round(channel).astype(np.uint32) << np.uint32(shift)
    return table
