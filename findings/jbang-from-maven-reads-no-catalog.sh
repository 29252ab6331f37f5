#!/bin/sh
# JBang as Maven resolves it from Maven Central reads every catalog as an empty one, and says nothing.
#
# Version: dev.jbang:jbang-cli 0.132.1, with gson 2.10.1 (that Maven takes) and 2.13.1.
# Guess:   the artifact with what its own POM names is JBang: an alias in a catalog is found.
# Seen:    the POM names gson 2.10.1, and its dependency devkitman needs 2.13.1. Maven takes what is nearer, Gradle (which JBang
#          is built by) what is newer. With 2.10.1 a field with @JsonAdapter of a JsonSerializer is read without the adapter for maps:
#          aliases are none, "catalog add" succeeds, and then the catalog is unknown. The exit codes are 0.
# Why:     whoever checks a release's catalog in a Maven build is told that the alias is missing, and changes what was right.
set -eu
command -v mvn >/dev/null && command -v java >/dev/null || exit 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{"aliases": {"hello": {"script-ref": "hello.java"}}}\n' >jbang-catalog.json

# names GSON: what JBang lists of that catalog, with what Maven takes where a version of gson is said or, for "", is not.
names() {
  managed=
  [ -z "$1" ] || managed="<dependencyManagement><dependencies><dependency><groupId>com.google.code.gson</groupId>
    <artifactId>gson</artifactId><version>$1</version></dependency></dependencies></dependencyManagement>"
  mkdir "pom$1"
  cat >"pom$1/pom.xml" <<POM
<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId><version>1</version>$managed
<dependencies><dependency><groupId>dev.jbang</groupId><artifactId>jbang-cli</artifactId><version>0.132.1</version></dependency></dependencies>
</project>
POM
  mvn -q -f "pom$1/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DoutputDirectory="$work/jars$1" >"$work/log" 2>&1 || return 2
  JBANG_DIR=$work/jbang JBANG_NO_VERSION_CHECK=true java -cp "jars$1/*" dev.jbang.Main alias list ./jbang-catalog.json
}

as_resolved=$(names '') || exit 2
with_newer=$(names 2.13.1) || exit 2
printf 'as Maven resolves it: %s\nwith gson 2.13.1: %s\n' "${as_resolved:-no alias}" "${with_newer:-no alias}"
[ -z "$as_resolved" ] || exit 1
case $with_newer in
  hello*) ;;
  *) exit 1 ;;
esac
