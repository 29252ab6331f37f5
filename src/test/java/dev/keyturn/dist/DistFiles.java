package dev.keyturn.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What {@code ./mvnw -Pdist package} has made. */
final class DistFiles {
  static final Path DIST = Path.of("target", "dist");
  static final Path RELEASE = DIST.resolve("release");

  private DistFiles() {}

  /** The one archive. */
  static Path archive() {
    return only(".tar.gz");
  }

  /** The one package of Debian's. */
  static Path deb() {
    return only(".deb");
  }

  /** The one image. */
  static Path image() {
    return only("-image.tar");
  }

  /** How many bytes the files below a folder have. */
  static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      long bytes = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }

  private static Path only(String ending) {
    try (Stream<Path> files = Files.list(RELEASE)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(ending)).toList();
      if (found.size() != 1) {
        throw new IllegalStateException(
            "target/dist/release has %d files *%s: run ./verify -Pdist"
                .formatted(found.size(), ending));
      }
      return found.getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
