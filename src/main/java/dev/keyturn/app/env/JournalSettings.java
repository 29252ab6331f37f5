package dev.keyturn.app.env;

import dev.keyturn.evidence.JournalWriter;
import dev.keyturn.port.JournalStore;
import dev.keyturn.port.MessageSigner;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the environment wants a journal, and what its checkpoints are signed with.
 *
 * @param place empty where there is to be none
 * @param key a file, or a key of KMS; empty where nothing is to be signed
 * @param problems what is wrong, a sentence each: to be warned of, as a journal stops nothing
 */
public record JournalSettings(Optional<Place> place, Optional<String> key, List<String> problems) {
  /** A folder, or {@code s3://BUCKET/PREFIX}. */
  public static final String VARIABLE = "KEYTURN_JOURNAL";

  /** A file, or the ARN of a key or an alias of KMS. */
  public static final String KEY = "KEYTURN_JOURNAL_KEY";

  private static final Pattern BUCKET =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([A-Za-z0-9/_.=-]{0,512}))?");

  private static final Pattern KMS =
      Pattern.compile("arn:[a-z0-9-]+:kms:[a-z0-9-]+:[0-9]{12}:(key|alias)/.+");

  /** Where a journal is. */
  public sealed interface Place {
    /**
     * In a bucket.
     *
     * @param folder what the names of its objects begin with, a slash at its end included; or empty
     */
    record Bucket(String bucket, String folder) implements Place {}

    /** In a folder of this machine. */
    record Folder(Path path) implements Place {}
  }

  /**
   * What the settings name beyond this machine.
   *
   * @param buckets makes a journal of a bucket and a folder in it
   * @param keys makes a signer of a key of KMS
   */
  public record Outside(
      BiFunction<String, String, JournalStore> buckets, Function<String, MessageSigner> keys) {}

  public JournalSettings {
    problems = List.copyOf(problems);
  }

  /** Reads the variables; each may be absent or empty. */
  public static JournalSettings read(Map<String, String> env) {
    List<String> problems = new ArrayList<>();
    Optional<String> text = present(env, VARIABLE);
    Optional<Place> place = text.flatMap(JournalSettings::place);
    if (text.isPresent() && place.isEmpty()) {
      problems.add(
          "%s is neither a folder nor s3:// with a bucket and perhaps a prefix."
              .formatted(VARIABLE));
    }
    Optional<String> key = present(env, KEY);
    if (key.isPresent() && text.isEmpty()) {
      problems.add(
          "%s is there and %s is not: there is no journal to sign.".formatted(KEY, VARIABLE));
    }
    Optional<String> usable = key.filter(JournalSettings::isKey);
    if (key.isPresent() && usable.isEmpty()) {
      problems.add(
          "%s is neither a key of KMS nor the path of a file that this machine could have."
              .formatted(KEY));
    }
    return new JournalSettings(place, usable, problems);
  }

  /** Where a path's characters are none of the system's encoding, there can be no such file. */
  private static boolean isKey(String text) {
    try {
      return KMS.matcher(text).matches() || !Path.of(text).toString().isEmpty();
    } catch (InvalidPathException noPath) {
      return false;
    }
  }

  /** The same for a program that loses its folders: it keeps none, and says so. */
  public JournalSettings withoutFolders() {
    if (!(place.orElse(null) instanceof Place.Folder)) {
      return this;
    }
    List<String> more = new ArrayList<>(problems);
    more.add(
        "%s names a folder, which a function loses; name s3:// with a bucket.".formatted(VARIABLE));
    return new JournalSettings(Optional.empty(), key, more);
  }

  /** The place that a text names; empty where it names none. */
  public static Optional<Place> place(String text) {
    if (text.startsWith("s3:")) {
      Matcher parts = BUCKET.matcher(text);
      return parts.matches()
          ? Optional.of(new Place.Bucket(parts.group(1), folder(parts.group(2))))
          : Optional.empty();
    }
    try {
      return text.contains("://") || text.isBlank()
          ? Optional.empty()
          : Optional.of(new Place.Folder(Path.of(text)));
    } catch (InvalidPathException noPath) {
      return Optional.empty();
    }
  }

  private static String folder(@Nullable String prefix) {
    String bare = prefix == null ? "" : prefix.replaceAll("^/+|/+$", "");
    return bare.isEmpty() ? "" : bare + "/";
  }

  /** The journal at a place. */
  public static JournalStore store(Place place, Outside outside) {
    return switch (place) {
      case Place.Bucket(String bucket, String folder) -> outside.buckets().apply(bucket, folder);
      case Place.Folder(Path path) -> new JournalFolder(path);
    };
  }

  /** What signs, where anything does. */
  public Optional<MessageSigner> signer(Outside outside) {
    return key.map(text ->
        KMS.matcher(text).matches()
            ? outside.keys().apply(text)
            : new JournalKeyFile(Path.of(text)));
  }

  /**
   * What writes the journal of one run.
   *
   * @param drawn eight characters that no other run has
   * @param opening what its first line says besides, asked when it is written
   */
  public Optional<JournalWriter> writer(
      Outside outside, Instant begun, String drawn, Supplier<Map<String, String>> opening) {
    return place.map(at ->
        new JournalWriter(
            store(at, outside), signer(outside), begun, drawn, opening, System::nanoTime));
  }

  private static Optional<String> present(Map<String, String> env, String name) {
    return Optional.ofNullable(env.get(name)).map(String::strip).filter(text -> !text.isEmpty());
  }
}
