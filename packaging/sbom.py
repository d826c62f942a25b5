"""Writes the licence page and the software bill of materials (SBOM) of the packaged program."""

# pyright cannot read the parameters of CycloneDX's classes, which come from decorators.
# pyright: reportCallIssue=false, reportAttributeAccessIssue=false, reportArgumentType=false

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from pathlib import Path

from components import Component
from cyclonedx.model import ExternalReference, ExternalReferenceType, Property, XsUri
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component as BomComponent
from cyclonedx.model.component import ComponentType
from cyclonedx.model.contact import OrganizationalEntity
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

_HEAD = """\
Spoken Digits {version} is free software under the MIT licence, whose text is at the end of this
page. It contains third-party components. This page lists them with the full texts of their
licences.

Qt and PySide6 (LGPL-3.0), libsndfile, soxr and, on Linux, libjack (LGPL-2.1) are unmodified builds.
They are separate files that are loaded when the program starts. You may replace them by your own
builds with the same interface: replace the file and start the program again. You may also
reverse-engineer the program to debug such a replacement. On Linux, the folder shiboken6/files.dir
holds Python modules of shiboken6, compiled, without the one that writes type stubs; remove the
folder together with shiboken6. The sources of exactly these versions are
named below. If you distribute this program, you must include this page. The folder packaging/ of
the program's source code describes the build, so that you can repeat it with other libraries.

The colour maps of the spectrogram come from pyqtgraph (magma, inferno, viridis: CC0). The model
cards, in models/digits, list the training data of each language with their licences and authors.
"""

_RULE = "=" * 98


def write_third_party(path: Path, version: str, components: Sequence[Component]) -> None:
    """Write the licence page."""
    lines = [_HEAD.format(version=version)]
    for one in components:
        contains = f"\n    contains {one.parts}" if one.parts else ""
        lines.append(f"{one.name} {one.version}: {one.licence}{contains}\n    source: {one.source}")
    # Identical texts are written once.
    holders: dict[str, list[str]] = {}
    for one in components:
        for text in one.texts:
            holders.setdefault(text.strip(), []).append(f"{one.name} {one.version}")
    for text, names in holders.items():
        lines.append(f"{_RULE}\n{', '.join(dict.fromkeys(names))}\n{_RULE}\n\n{text}\n")
    own = (Path(__file__).resolve().parent.parent / "LICENSE").read_text(encoding="utf-8")
    lines.append(f"{_RULE}\nSpoken Digits\n{_RULE}\n\n{own}")
    path.write_text("\n".join(lines), encoding="utf-8")


def write_sbom(path: Path, version: str, components: Sequence[Component], when: int) -> None:
    """Write the bill of materials as CycloneDX 1.6 in JSON.

    Parameters
    ----------
    path : Path
    version : str
        Version of the program.
    components : sequence of Component
    when : int
        Time of the commit in seconds since 1970, so that builds are reproducible.
    """
    product = BomComponent(
        name="spoken-digits", version=version, type=ComponentType.APPLICATION, bom_ref="product"
    )
    bom = Bom(
        # The same components give the same serial number.
        serial_number=uuid.uuid5(
            uuid.NAMESPACE_URL, "|".join(f"{c.name}={c.version}" for c in components) + version
        ),
        metadata=BomMetaData(
            component=product,
            timestamp=dt.datetime.fromtimestamp(when, dt.UTC),
            supplier=OrganizationalEntity(name="Spoken Digits contributors"),
        ),
    )
    parts = [_bom_component(one) for one in components]
    for part in parts:
        bom.components.add(part)
    bom.register_dependency(product, parts)
    path.write_text(JsonV1Dot6(bom).output_as_string(indent=1) + "\n", encoding="utf-8")


def _bom_component(one: Component) -> BomComponent:
    if one.kind == "debian":
        address = PackageURL("deb", "debian", one.name, one.version)
    elif one.name == "python":
        address = PackageURL("generic", None, one.name, one.version)
    else:
        address = PackageURL("pypi", None, one.name, one.version)
    addresses = [word for word in one.source.split() if word.startswith("https://")]
    return BomComponent(
        name=one.name,
        version=one.version,
        type=ComponentType.LIBRARY,
        bom_ref=str(address),
        purl=address,
        licenses=[DisjunctiveLicense(name=one.licence)],
        external_references=[
            ExternalReference(type=ExternalReferenceType.VCS, url=XsUri(address))
            for address in addresses
        ],
        properties=[Property(name="spoken-digits:files", value=str(len(one.files)))],
    )
