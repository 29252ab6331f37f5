package dev.keyturn.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/** Which Keyturn this is, what it was made of, and what runs it. */
final class Version {
  /** Written by the build, which asks git. */
  private static final String COMMIT_FILE = "git.properties";

  private Version() {}

  /** From the jar's manifest; classes that were never packed have none. */
  static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("(not packaged)");
  }

  /** All of it in a line. */
  static String line() {
    return "keyturn %s (%s, Java %s, %s)"
        .formatted(current(), commitWords(commit()), Runtime.version(), platform());
  }

  /** What is said of a commit; one that is dirty had files that were not as committed. */
  static String commitWords(Optional<String> commit) {
    return commit.map(hash -> "commit " + hash).orElse("built outside git");
  }

  private static Optional<String> commit() {
    try (InputStream in = Version.class.getResourceAsStream(COMMIT_FILE)) {
      if (in == null) {
        return Optional.empty();
      }
      Properties build = new Properties();
      build.load(in);
      return Optional.of(build.getProperty("commit", "")).filter(commit -> !commit.isBlank());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String platform() {
    return System.getProperty("os.name", "") + " " + System.getProperty("os.arch", "");
  }
}
