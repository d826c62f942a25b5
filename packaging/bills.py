"""What goes with the packaged program for those who ask what is in it: licences, and an SBOM."""

# CycloneDX's classes get their parameters from decorators that pyright cannot read.
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
Spoken Digits {version} is free software under the MIT licence; its text is at the end of this
page. It contains the works of others, listed here with their licences, whole.

Qt and PySide6 (LGPL-3.0), libsndfile, soxr and, on Linux, libjack (LGPL-2.1): these libraries
are the unchanged builds of their makers, each in files of its own beside the program, found when
it starts. You may replace them by your own builds of the same interface: put yours in place of the
file and start the program again. You may also take the program apart to mend such a replacement.
Their sources, for exactly these versions, are named below; whoever gives this program
on must give this page with it. How the program was put together is written in packaging/ of its
own source, so that anybody can do it again with other libraries.

The program's own colours of the spectrogram come with pyqtgraph (magma, inferno, viridis: CC0).
What the model was trained on, and under which licences, is in its card, models/digits.
"""

_RULE = "=" * 98


def write_third_party(path: Path, version: str, components: Sequence[Component]) -> None:
    """Write the page of licences."""
    lines = [_HEAD.format(version=version)]
    for one in components:
        contains = f"\n    contains {one.parts}" if one.parts else ""
        lines.append(f"{one.name} {one.version}: {one.licence}{contains}\n    source: {one.source}")
    # The same text, word for word, is given once.
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
    """Write the bill of materials, CycloneDX 1.6 in JSON.

    Parameters
    ----------
    path : Path
    version : str
        Of the program.
    components : sequence of Component
    when : int
        Seconds since 1970: the commit's time, so that two builds of it agree.
    """
    product = BomComponent(
        name="spoken-digits", version=version, type=ComponentType.APPLICATION, bom_ref="product"
    )
    bom = Bom(
        # The same parts give the same number.
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
