package dev.keyturn.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which fields of a secret's value hold the key, as the tag {@code keyturn:fields} says it: {@code
 * user=UserName id=AccessKeyId secret=SecretAccessKey}. There may be several places of each; a
 * rotation replaces all of them.
 *
 * @param form how the value is written
 * @param user the user's name, where the value has none ({@code user:NAME})
 * @param places at least one of an ID and one of a secret access key
 */
public record SecretFields(Form form, Optional<UserName> user, List<Place> places) {
  /** What stands in place of fields where those are wanted that are recognised. */
  public static final String AUTO = "auto";

  /** The tag. */
  public static final String TAG = Setting.TAG_PREFIX + "fields";

  /**
   * The tag that says which fields {@code adopt} has proved the key with: their {@link
   * #fingerprint}. The fields that a tag names are believed only as long as both agree.
   */
  public static final String ADOPTED_TAG = Setting.TAG_PREFIX + "fields-adopted";

  /** The environment variable, for secrets without the tag. */
  public static final String VARIABLE = Setting.VARIABLE_PREFIX + "FIELDS";

  /** As long as the value of a tag may be. */
  public static final int LONGEST = 256;

  /** The names that are in common use, and hold where nothing else is said. */
  public static final SecretFields DEFAULT =
      new SecretFields(
          Form.JSON,
          Optional.empty(),
          List.of(
              new Place(Part.USER, FieldPath.of("UserName")),
              new Place(Part.ID, FieldPath.of("AccessKeyId")),
              new Place(Part.SECRET, FieldPath.of("SecretAccessKey"))));

  /** How a value is written. */
  public enum Form {
    /** A JSON object. */
    JSON,
    /** The text of a credentials file: sections of {@code name = value}. */
    INI;

    /** As the tag spells it. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a place holds. */
  public enum Part {
    /** The IAM user's name. */
    USER,
    /** The access key ID. */
    ID,
    /** The secret access key. */
    SECRET,
    /** The password for Amazon SES's SMTP interface that is derived from it for a Region. */
    SMTP;

    /** As the tag spells it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A place in the value.
   *
   * @param region of an SMTP password, and of nothing else
   */
  public record Place(Part part, FieldPath path, Optional<String> region) {
    public Place {
      if ((part == Part.SMTP) != region.isPresent()) {
        throw new IllegalArgumentException("an SMTP password, and nothing else, is for a Region");
      }
    }

    /** A place of anything but an SMTP password. */
    public Place(Part part, FieldPath path) {
      this(part, path, Optional.empty());
    }

    private String text() {
      return part.word() + region.map(it -> ":" + it).orElse("") + "=" + path.text();
    }
  }

  /** What a text says of fields. */
  public sealed interface Result {
    /** Fields that fit each other. */
    record Valid(SecretFields fields) implements Result {}

    /**
     * None that could be used.
     *
     * @param problem what follows "fields", without a full stop
     */
    record Invalid(String problem) implements Result {}
  }

  public SecretFields {
    places = List.copyOf(places);
    problem(form, user, places)
        .ifPresent(problem -> {
          throw new IllegalArgumentException("the fields of a secret: " + problem);
        });
  }

  /** Reads what the tag, the variable or the option says. */
  public static Result read(String text) {
    return SecretFieldsReader.read(text);
  }

  /** These fields, where they fit each other and a tag can say them. */
  public static Result of(Form form, Optional<UserName> user, List<Place> places) {
    Optional<String> problem = problem(form, user, places);
    if (problem.isPresent()) {
      return new Result.Invalid(problem.get());
    }
    SecretFields fields = new SecretFields(form, user, places);
    int length = fields.text().length();
    return length > LONGEST
        ? new Result.Invalid("needs %d characters; a tag may have %d".formatted(length, LONGEST))
        : new Result.Valid(fields);
  }

  /** What is wrong with fields, in half a sentence; empty when nothing is. */
  private static Optional<String> problem(Form form, Optional<UserName> user, List<Place> places) {
    for (Part needed : List.of(Part.ID, Part.SECRET)) {
      if (places.stream().noneMatch(place -> place.part() == needed)) {
        return Optional.of(
            "says no place of the %s (%s=…)".formatted(words(needed), needed.word()));
      }
    }
    if (user.isPresent() && places.stream().anyMatch(place -> place.part() == Part.USER)) {
      return Optional.of("says the user's name and a place of it; one of them will do");
    }
    for (int i = 0; i < places.size(); i++) {
      FieldPath path = places.get(i).path();
      for (Place other : places.subList(i + 1, places.size())) {
        if (path.holds(other.path()) || other.path().holds(path)) {
          return Optional.of("says %s and %s, which are one place".formatted(path, other.path()));
        }
      }
      if (form == Form.INI && path.names().size() > 2) {
        return Optional.of("says %s, but a credentials file has SECTION/NAME".formatted(path));
      }
    }
    return Optional.empty();
  }

  private static String words(Part part) {
    return part == Part.ID ? "access key ID" : "secret access key";
  }

  /** The places of a part, in their order; the first is the one that messages are about. */
  public List<FieldPath> of(Part part) {
    return places.stream().filter(place -> place.part() == part).map(Place::path).toList();
  }

  /** Whether the value, or what is said of its fields, names the user. */
  public boolean namesUser() {
    return user.isPresent() || !of(Part.USER).isEmpty();
  }

  /** The same; where nothing names the user yet, with this name. */
  public SecretFields orOf(UserName name) {
    return namesUser() ? this : new SecretFields(form, Optional.of(name), places);
  }

  /** As the tag spells it. */
  public String text() {
    List<String> words = new ArrayList<>();
    if (form != Form.JSON) {
      words.add(form.word());
    }
    user.ifPresent(name -> words.add("user:" + FieldPath.escaped(name.value())));
    places.stream().map(Place::text).forEach(words::add);
    return String.join(" ", words);
  }

  /** What the tag {@link #ADOPTED_TAG} says of these fields. */
  public String fingerprint() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8));
      return LedgerText.FORMAT + " " + HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
