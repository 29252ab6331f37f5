package dev.keyturn.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * When this machine's last pass over an account and Region began, and whom it did not come to or
 * found wrong: a small file in the user's cache folder, which anybody may delete. Without it a pass
 * looks at everything, and what is in it decides nothing else. A pass over the names that begin in
 * one way says nothing of any others, and has a file of its own.
 */
final class PassMemory {
  private static final String FORMAT = "keyturn-pass/1";

  /** An account, or a Region. A file is named by nothing else of an ARN. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

  /** Where more are left, the pass counts for none, and the next one begins where it did. */
  private static final int MOST_LEFT = 10_000;

  /** What is remembered. */
  record Pass(Instant began, Set<String> left) {
    Pass {
      left = Set.copyOf(left);
    }
  }

  private final Optional<Path> file;

  private PassMemory(Optional<Path> file) {
    this.file = file;
  }

  /**
   * The memory of an account and Region.
   *
   * @param arn of any of its secrets
   * @param prefix what the names of those begin with that are passed over; empty for all
   */
  static PassMemory of(Map<String, String> env, String arn, String prefix) {
    String[] parts = arn.split(":", 6);
    boolean named =
        parts.length == 6 && NAME.matcher(parts[3]).matches() && NAME.matcher(parts[4]).matches();
    return new PassMemory(
        named
            ? folder(env).map(folder -> folder.resolve(parts[4] + "-" + parts[3] + suffix(prefix)))
            : Optional.empty());
  }

  /** A prefix has characters that names of files cannot have. */
  private static String suffix(String prefix) {
    return prefix.isEmpty()
        ? ""
        : "-"
            + HexFormat.of()
                .formatHex(Sha256.begin().digest(prefix.getBytes(StandardCharsets.UTF_8)));
  }

  private static Optional<Path> folder(Map<String, String> env) {
    try {
      return present(env, "XDG_CACHE_HOME")
          .map(Path::of)
          .or(() -> present(env, "HOME").map(home -> Path.of(home, ".cache")))
          .filter(Path::isAbsolute)
          .map(cache -> cache.resolve("keyturn").resolve("passes"));
    } catch (InvalidPathException noPath) {
      return Optional.empty();
    }
  }

  private static Optional<String> present(Map<String, String> env, String name) {
    return Optional.ofNullable(env.get(name)).filter(text -> !text.isBlank());
  }

  /** What is remembered; empty where there is no such file, or it makes no sense. */
  Optional<Pass> read() {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(file.get());
      return lines.size() < 2 || !lines.getFirst().equals(FORMAT)
          ? Optional.empty()
          : Optional.of(
              new Pass(Instant.parse(lines.get(1)), Set.copyOf(lines.subList(2, lines.size()))));
    } catch (IOException | DateTimeParseException nothing) {
      return Optional.empty();
    }
  }

  /** Remembers a pass. Where that is not possible, the next one looks at everything. */
  void write(Pass pass) {
    if (file.isEmpty() || pass.left().size() > MOST_LEFT) {
      return;
    }
    List<String> lines = new ArrayList<>(List.of(FORMAT, pass.began().toString()));
    lines.addAll(new TreeSet<>(pass.left()));
    try {
      Path folder = file.get().getParent();
      Files.createDirectories(folder);
      Path whole = Files.createTempFile(folder, "pass", "");
      Files.write(whole, lines);
      Files.move(
          whole, file.get(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException notRemembered) {
      // A folder that cannot be written makes the next pass dearer, and nothing wrong.
    }
  }
}
