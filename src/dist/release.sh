#!/bin/sh
# Puts what is released into one folder, with descriptors for package managers and SHA-256 sums:
# release.sh FOLDER VERSION RELEASES
#
# FOLDER holds the archives, of this platform or of all that a workflow has collected there; RELEASES
# is the address below which vVERSION/FILE will be found. Descriptors name the archives that are there.
set -eu
folder=$1 version=$2 releases=$3
here=$(CDPATH='' cd -- "${0%/*}/../.." && pwd)
address=$releases/v$version

for file in keyturn.jar keyturn.cdx.xml keyturn-lambda.zip keyturn-lambda.cdx.json; do
  [ -r "$here/target/$file" ] && cp "$here/target/$file" "$folder/"
done
cd "$folder"

sum() {
  { sha256sum "$1" 2>/dev/null || shasum -a 256 "$1"; } | cut -c1-64
}

# formula_of PLATFORM CONDITION: a block of the formula, where there is such an archive.
formula_of() {
  file=keyturn-$version-$1.tar.gz
  [ -r "$file" ] || return 0
  printf '  if %s\n    url "%s/%s"\n    sha256 "%s"\n  end\n' "$2" "$address" "$file" "$(sum "$file")"
}

blocks=$(
  formula_of linux-x64 'OS.linux? && Hardware::CPU.intel?'
  formula_of linux-arm64 'OS.linux? && Hardware::CPU.arm? && Hardware::CPU.is_64_bit?'
  formula_of macos-x64 'OS.mac? && Hardware::CPU.intel?'
  formula_of macos-arm64 'OS.mac? && Hardware::CPU.arm?'
)
cat >keyturn.rb <<END
class Keyturn < Formula
  desc "Rotates the access keys of AWS IAM users"
  homepage "${releases%/releases/download}"
  version "$version"
  license "Apache-2.0"

$blocks

  def install
    # The runtime, the jar and its cache belong together, and stay as they are.
    libexec.install "bin", "lib"
    bin.install_symlink libexec/"bin/keyturn"
    man1.install Dir["share/man/man1/*"]
    bash_completion.install "share/bash-completion/completions/keyturn"
    zsh_completion.install "share/zsh/site-functions/_keyturn"
    fish_completion.install "share/fish/vendor_completions.d/keyturn.fish"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/keyturn --version")
  end
end
END

# JBang starts the jar itself: with what the launcher of a clone says.
options=$(sed -n "s/^options='\([^\$]*\)'\$/\1/p" "$here/keyturn")
[ -n "$options" ] || {
  echo "release.sh: the launcher says no options for the JVM." >&2
  exit 1
}
cat >jbang-catalog.json <<END
{
  "aliases": {
    "keyturn": {
      "script-ref": "$address/keyturn.jar",
      "description": "Rotates the access keys of AWS IAM users",
      "java": "25+",
      "runtime-options": ["$(printf '%s\n' "$options" | sed 's/ /", "/g')"]
    }
  }
}
END

# What is sent to SDKMAN for each platform; the words for platforms are SDKMAN's.
{
  printf '[\n'
  between=
  for pair in linux-x64:LINUX_64 linux-arm64:LINUX_ARM64 macos-x64:MAC_OSX macos-arm64:MAC_ARM64; do
    file=keyturn-$version-${pair%:*}.tar.gz
    [ -r "$file" ] || continue
    printf '%s  {"candidate": "keyturn", "version": "%s", "platform": "%s",\n   "url": "%s/%s",\n   "checksums": {"SHA-256": "%s"}}' \
      "$between" "$version" "${pair#*:}" "$address" "$file" "$(sum "$file")"
    between=",
"
  done
  printf '\n]\n'
} >sdkman.json

rm -f SHA256SUMS
sums=$(for file in *; do printf '%s  %s\n' "$(sum "$file")" "$file"; done)
printf '%s\n' "$sums" >SHA256SUMS
