#!/bin/sh
# JDK: making an https connection object reads the whole trust store, for a socket factory that nobody uses.
#
# Version: OpenJDK 25.0.3 (Temurin).
# Guess:   URL.openConnection() does nothing yet, and whoever gives the connection a socket factory of their own
#          pays for that one only.
# Seen:    the constructor of HttpsURLConnection makes the process's default factory, and with it reads and
#          checks every certificate of the JVM's trust store, once a process, before another can be given.
# Why:     who trusts a file of their own (AWS_CA_BUNDLE), or makes their trust lazily, pays for the JVM's
#          store too: a tenth of the CPU time of a short command. HttpsURLConnection.setDefaultSSLSocketFactory
#          with a factory that makes the JDK's when asked avoids it.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
cat >"$work/Open.java" <<'JAVA'
class Open {
  public static void main(String[] arguments) throws Exception {
    java.net.URI.create("https://localhost:1/").toURL().openConnection();
  }
}
JAVA
"$java" -Xlog:class+init=info:file="$work/log" "$work/Open.java" || exit 2
read=$(grep -c DefaultManagersHolder "$work/log" || :)
echo "lines about the default trust managers, without any connecting: $read"
[ "$read" -gt 0 ]
