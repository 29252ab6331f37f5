package dev.keyturn.model;

import dev.keyturn.model.AnnouncedRotations.Announced;
import dev.keyturn.model.Intent.Verb;
import dev.keyturn.model.Ledger.Act;
import dev.keyturn.model.Ledger.Current;
import dev.keyturn.model.Ledger.Mark;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.Ledger.Retired;
import dev.keyturn.model.Ledger.Rollback;
import dev.keyturn.model.Ledger.State;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The tags in which the {@link Ledger} is kept, each readable by a person and starting with a
 * format version:
 *
 * <pre>
 * keyturn:user-id   AIDACKCEVSQ6C2EXAMPLE
 * keyturn:current   v1 AKIAIOSFODNN7EXAMPLE version=6f1c2b9e-6d0e-4f1b-9a5e-0d6c7e3b8a41 adopted=2026-02-01T00:00:00Z
 * keyturn:previous  v1 AKIAI44QH8DHBEXAMPLE active since 2026-03-01T00:00:00Z version=…  (or off, off-by-hand; or none)
 * keyturn:mark      v1 AKIAI44QH8DHBEXAMPLE deactivate since 2026-03-08T00:00:00Z  (or delete; or none)
 * keyturn:intent    v1 rotate by=k3x9q2m7 since=… until=… token=… key=… open      (or closed)
 * keyturn:rollback  v1 AKIAI44QH8DHBEXAMPLE since 2026-03-08T00:00:00Z             (or none)
 * keyturn:retired   v1 AKIAJUSTDELETED00000 2026-03-15T00:00:02Z …                (or none; the last one first)
 * keyturn:rotation-6f1c2b9e-6d0e-4f1b-9a5e-0d6c7e3b8a41  v1 since 2026-03-01T00:00:00Z key=…
 * </pre>
 *
 * Tag values hold at most 256 characters of letters, digits, spaces and {@code _.:/=+-@}; all of
 * these fit.
 */
public final class LedgerTags {
  public static final String USER_ID = Setting.TAG_PREFIX + "user-id";
  public static final String CURRENT = Setting.TAG_PREFIX + "current";
  public static final String PREVIOUS = Setting.TAG_PREFIX + "previous";
  public static final String MARK = Setting.TAG_PREFIX + "mark";
  public static final String INTENT = Setting.TAG_PREFIX + "intent";
  public static final String ROLLBACK = Setting.TAG_PREFIX + "rollback";
  public static final String RETIRED = Setting.TAG_PREFIX + "retired";

  /** Followed by the version ID of a rotation. */
  public static final String ROTATION = Setting.TAG_PREFIX + "rotation-";

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  /** The tags of an adopted secret that are never taken away, whatever happens to it. */
  public static final Set<String> LASTING =
      Set.of(USER_ID, CURRENT, PREVIOUS, MARK, INTENT, ROLLBACK, RETIRED);

  /** What they say is read by {@link FieldsSetting}. */
  private static final Set<String> FIELDS = Set.of(SecretFields.TAG, SecretFields.ADOPTED_TAG);

  private static final Pattern SPACES = Pattern.compile(" +");
  private static final List<String> NOTHING = List.of(LedgerText.NONE.split(" "));

  /**
   * A ledger as far as it could be read.
   *
   * @param problems every tag of ours that is unknown or cannot be read, in a sentence; empty when
   *     all is well
   * @param settings the policy settings among the tags
   */
  public record ParsedTags(Ledger ledger, PolicySource settings, List<String> problems) {}

  private final Map<String, String> tags;
  private final List<String> problems = new ArrayList<>();

  private LedgerTags(Map<String, String> tags) {
    this.tags = tags;
  }

  /** Reads everything that begins with {@code keyturn:} among a secret's tags. */
  public static ParsedTags read(Map<String, String> tags) {
    return new LedgerTags(new TreeMap<>(tags)).read();
  }

  /**
   * The tags to write so that a secret that says {@code before} says {@code after}: only what
   * differs.
   */
  public static Map<String, String> changes(Ledger before, Ledger after) {
    Map<String, String> changes = LedgerText.of(after);
    LedgerText.of(before).forEach(changes::remove);
    return Map.copyOf(changes);
  }

  /**
   * The same, and those that say that there is none, where the secret lacks them: so that nothing
   * that is written later in the life of a key needs room for another tag.
   *
   * @param tags all tags of the secret
   */
  public static Map<String, String> changes(Map<String, String> tags, Ledger before, Ledger after) {
    Map<String, String> changes = new HashMap<>(changes(before, after));
    LedgerText.of(after)
        .forEach((tag, value) -> {
          if (LASTING.contains(tag) && !tags.containsKey(tag)) {
            changes.put(tag, value);
          }
        });
    return Map.copyOf(changes);
  }

  /**
   * Whether a secret is pinned to a user and has no other bookkeeping, as Terraform or
   * CloudFormation leave it. {@code adopt} writes no pin without at least those tags that say that
   * there is none, in the same call.
   *
   * @param tags all tags of the secret
   */
  public static boolean onlyPin(Map<String, String> tags) {
    return tags.containsKey(USER_ID)
        && tags.keySet().stream()
            .noneMatch(
                tag -> (LASTING.contains(tag) && !tag.equals(USER_ID)) || tag.startsWith(ROTATION));
  }

  /** Whether a tag of this value says that there is nothing of its kind. */
  public static boolean saysNothing(String value) {
    return value.equals(LedgerText.NONE);
  }

  /** The keys of the tags to take away besides: those of the rotations that are forgotten. */
  public static Set<String> removals(Ledger before, Ledger after) {
    Set<String> removals = new HashSet<>(LedgerText.of(before).keySet());
    removals.removeAll(LedgerText.of(after).keySet());
    return Set.copyOf(removals);
  }

  private ParsedTags read() {
    Map<Setting, String> settings = new HashMap<>();
    tags.forEach((tag, value) -> {
      Optional<Setting> setting = Setting.ofTag(tag);
      if (setting.isPresent()) {
        settings.put(setting.get(), value);
      } else if (tag.startsWith(Setting.TAG_PREFIX) && !isOurs(tag)) {
        problems.add("tag %s is not one of Keyturn's; remove or correct it".formatted(tag));
      }
    });
    Ledger ledger =
        new Ledger(
            userId(), current(), previous(), mark(), intent(), rollback(), retired(), rotations());
    return new ParsedTags(
        ledger, new PolicySource("tags of the secret", settings), List.copyOf(problems));
  }

  private static boolean isOurs(String tag) {
    return LASTING.contains(tag) || FIELDS.contains(tag) || version(tag).isPresent();
  }

  /** The version of the rotation that a tag is of, if it is one of a rotation. */
  private static Optional<VersionId> version(String tag) {
    return Optional.of(tag)
        .filter(it -> it.startsWith(ROTATION))
        .map(it -> it.substring(ROTATION.length()))
        .filter(VersionId::isValid)
        .map(VersionId::new);
  }

  private Optional<UserId> userId() {
    return Optional.ofNullable(tags.get(USER_ID))
        .flatMap(text -> UserId.isValid(text) ? Optional.of(new UserId(text)) : bad(USER_ID));
  }

  private Optional<Current> current() {
    return words(CURRENT)
        .flatMap(words -> {
          Optional<VersionId> version = lastWord(words, 2);
          int proved = version.isPresent() ? 3 : 2;
          Optional<Instant> adopted = adopted(words, proved);
          boolean readable = words.size() == (adopted.isPresent() ? proved + 1 : proved);
          return readable && AccessKeyId.isValid(words.get(1))
              ? Optional.of(new Current(new AccessKeyId(words.get(1)), version, adopted))
              : bad(CURRENT);
        });
  }

  private static Optional<Instant> adopted(List<String> words, int place) {
    return words.stream()
        .skip(place)
        .findFirst()
        .filter(word -> word.startsWith(LedgerText.ADOPTED))
        .flatMap(word -> instant(word.substring(LedgerText.ADOPTED.length())));
  }

  private Optional<Previous> previous() {
    return entry(
        PREVIOUS,
        (key, word, since, version) ->
            Arrays.stream(State.values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .map(state -> new Previous(key, state, since, version)));
  }

  private Optional<Mark> mark() {
    return entry(
        MARK,
        (key, word, since, version) ->
            Arrays.stream(Act.values())
                .filter(act -> act.word().equals(word))
                .findFirst()
                .filter(act -> version.isEmpty())
                .map(act -> new Mark(key, act, since)));
  }

  private List<Retired> retired() {
    List<String> words = wordsUnlessNone(RETIRED).orElse(List.of(LedgerText.FORMAT));
    List<Retired> retired = new ArrayList<>();
    for (int i = 1; i < words.size(); i += 2) {
      Optional<Instant> at = i + 1 < words.size() ? instant(words.get(i + 1)) : Optional.empty();
      if (at.isEmpty() || !AccessKeyId.isValid(words.get(i))) {
        bad(RETIRED);
        return List.of();
      }
      retired.add(new Retired(new AccessKeyId(words.get(i)), at.get()));
    }
    return retired;
  }

  /** The version that the word at a place names, if there is such a word. */
  private static Optional<VersionId> lastWord(List<String> words, int place) {
    return words.stream()
        .skip(place)
        .findFirst()
        .filter(word -> word.startsWith(LedgerText.VERSION))
        .map(word -> word.substring(LedgerText.VERSION.length()))
        .filter(VersionId::isValid)
        .map(VersionId::new);
  }

  /**
   * What an entry of a key, a word, an instant and perhaps a version means; empty when the word is
   * none that is known.
   */
  private interface Entry<T> {
    Optional<T> of(AccessKeyId key, String word, Instant since, Optional<VersionId> version);
  }

  private <T> Optional<T> entry(String tag, Entry<T> meaning) {
    return wordsUnlessNone(tag)
        .flatMap(words -> {
          Optional<VersionId> version = lastWord(words, 5);
          Optional<Instant> since =
              words.size() == (version.isPresent() ? 6 : 5) && words.get(3).equals("since")
                  ? instant(words.get(4))
                  : Optional.empty();
          Optional<T> read =
              since.isPresent() && AccessKeyId.isValid(words.get(1))
                  ? meaning.of(new AccessKeyId(words.get(1)), words.get(2), since.get(), version)
                  : Optional.empty();
          return read.isPresent() ? read : bad(tag);
        });
  }

  private Optional<Intent> intent() {
    return words(INTENT)
        .flatMap(words -> {
          Optional<Verb> verb = words.size() < 2 ? Optional.empty() : Verb.of(words.get(1));
          Map<String, String> fields = fields(words);
          Optional<Instant> since = instant(fields.getOrDefault("since", ""));
          Optional<Instant> until = instant(fields.getOrDefault("until", ""));
          Optional<String> token = Optional.ofNullable(fields.get("token"));
          Optional<String> key = Optional.ofNullable(fields.get("key"));
          if (verb.isEmpty()
              || since.isEmpty()
              || until.isEmpty()
              || !fields.containsKey("by")
              || fields.containsKey("open") == fields.containsKey("closed")
              || !token.map(VersionId::isValid).orElse(true)
              || !key.map(AccessKeyId::isValid).orElse(true)) {
            return bad(INTENT);
          }
          return Optional.of(
              new Intent(
                  verb.get(),
                  token.map(VersionId::new),
                  key.map(AccessKeyId::new),
                  fields.getOrDefault("by", ""),
                  since.get(),
                  until.get(),
                  fields.containsKey("open")));
        });
  }

  private AnnouncedRotations rotations() {
    Map<VersionId, Announced> byVersion = new HashMap<>();
    tags.keySet()
        .forEach(tag ->
            version(tag)
                .ifPresent(version ->
                    rotation(tag).ifPresent(rotation -> byVersion.put(version, rotation))));
    return new AnnouncedRotations(byVersion);
  }

  private Optional<Announced> rotation(String tag) {
    return words(tag)
        .flatMap(words -> {
          boolean leaves = words.size() == 4 && words.get(3).startsWith(LedgerText.KEY);
          Optional<Instant> since =
              (leaves || words.size() == 3) && words.get(1).equals("since")
                  ? instant(words.get(2))
                  : Optional.empty();
          Optional<String> key =
              leaves
                  ? Optional.of(words.get(3).substring(LedgerText.KEY.length()))
                  : Optional.empty();
          return since.isPresent() && key.map(AccessKeyId::isValid).orElse(true)
              ? Optional.of(new Announced(since.get(), key.map(AccessKeyId::new)))
              : bad(tag);
        });
  }

  private Optional<Rollback> rollback() {
    return wordsUnlessNone(ROLLBACK)
        .flatMap(words -> {
          Optional<Instant> since =
              words.size() == 4 && words.get(2).equals("since")
                  ? instant(words.get(3))
                  : Optional.empty();
          return since.isPresent() && AccessKeyId.isValid(words.get(1))
              ? Optional.of(new Rollback(new AccessKeyId(words.get(1)), since.get()))
              : bad(ROLLBACK);
        });
  }

  private static Map<String, String> fields(List<String> words) {
    Map<String, String> fields = new HashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      fields.put(
          equals < 0 ? word : word.substring(0, equals),
          equals < 0 ? "" : word.substring(equals + 1));
    }
    return fields;
  }

  private Optional<List<String>> words(String tag) {
    return Optional.ofNullable(tags.get(tag))
        .flatMap(text -> {
          List<String> words = List.of(SPACES.split(text.strip()));
          return words.getFirst().equals(LedgerText.FORMAT) ? Optional.of(words) : bad(tag);
        });
  }

  /** The words of a tag that may say that there is nothing. */
  private Optional<List<String>> wordsUnlessNone(String tag) {
    return words(tag).filter(words -> !words.equals(NOTHING));
  }

  /** One so far off that it cannot be reckoned with is none. */
  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text))
          .filter(instant -> instant.isAfter(EARLIEST) && instant.isBefore(LATEST));
    } catch (DateTimeParseException notAnInstant) {
      return Optional.empty();
    }
  }

  private <T> Optional<T> bad(String tag) {
    problems.add(
        "tag %s cannot be read; it was edited by hand, or written by a newer Keyturn"
            .formatted(tag));
    return Optional.empty();
  }
}
