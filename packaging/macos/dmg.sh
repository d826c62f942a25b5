#!/bin/sh
# Makes the disk image of the .app that `make package` leaves in dist/: dmg.sh VERSION
#
# Only on a Mac with Apple silicon: LiteRT has no wheel for Intel Macs, and so the program neither.
# MACOS_SIGNING_IDENTITY ("Developer ID Application: ...") signs it, with the entitlement for the
# microphone in this step too; MACOS_NOTARY_PROFILE (of `xcrun notarytool store-credentials`) has
# Apple notarize it. Without them the image is for trying out: Gatekeeper warns of it.
set -eu

version=$1
cd "$(dirname "$0")/../.."
app="dist/Spoken Digits.app"
image="dist/spoken-digits-$version-macos-arm64.dmg"

if [ "$(uname -sm)" != "Darwin arm64" ]; then
    echo "dmg.sh: this runs on a Mac with Apple silicon alone, and this is $(uname -sm)" >&2
    exit 1
fi

sign() { # PATH
    codesign --force --timestamp --options runtime --sign "$MACOS_SIGNING_IDENTITY" \
        --entitlements packaging/macos/entitlements.plist "$1"
}

if [ -n "${MACOS_SIGNING_IDENTITY:-}" ]; then
    # From the inside out: what is signed later seals what was signed before.
    find "$app" -type f \( -name '*.dylib' -o -name '*.so' \) | while read -r file; do
        sign "$file"
    done
    sign "$app"
    codesign --verify --deep --strict "$app"
fi

staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT
cp -R "$app" "$staging/"
ln -s /Applications "$staging/Applications"
hdiutil create -volname "Spoken Digits" -srcfolder "$staging" -fs HFS+ -format UDZO -ov "$image"

if [ -n "${MACOS_NOTARY_PROFILE:-}" ]; then
    sign "$image"
    xcrun notarytool submit "$image" --keychain-profile "$MACOS_NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
fi
echo "$image"
