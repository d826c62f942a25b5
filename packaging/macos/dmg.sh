#!/bin/sh
# Creates the disk image from the .app that `make package` writes to dist/: dmg.sh VERSION
#
# Runs only on a Mac with Apple silicon, because LiteRT has no wheel for Intel Macs. If
# MACOS_SIGNING_IDENTITY ("Developer ID Application: ...") is set, the image is signed, with the
# entitlement for the microphone; if MACOS_NOTARY_PROFILE (from `xcrun notarytool store-credentials`)
# is set, Apple notarizes it. Without them, Gatekeeper warns about the image.
set -eu

version=$1
cd "$(dirname "$0")/../.."
app="dist/Spoken Digits.app"
image="dist/spoken-digits-$version-macos-arm64.dmg"

if [ "$(uname -sm)" != "Darwin arm64" ]; then
    echo "dmg.sh: needs a Mac with Apple silicon; this is $(uname -sm)" >&2
    exit 1
fi

sign() { # PATH
    codesign --force --timestamp --options runtime --sign "$MACOS_SIGNING_IDENTITY" \
        --entitlements packaging/macos/entitlements.plist "$1"
}

if [ -n "${MACOS_SIGNING_IDENTITY:-}" ]; then
    # From the inside out: a signature covers what was signed before.
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
