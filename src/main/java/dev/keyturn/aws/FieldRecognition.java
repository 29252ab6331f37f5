package dev.keyturn.aws;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.FieldPath;
import dev.keyturn.model.RecognisedFields;
import dev.keyturn.model.SecretFields;
import dev.keyturn.model.SecretFields.Form;
import dev.keyturn.model.SecretFields.Part;
import dev.keyturn.model.SecretFields.Place;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Recognises in which fields of a value a user's key is: a pair of them by their usual names, and
 * then every other one that holds the same ID or the same secret access key. It only proposes: a
 * person confirms, and the key is proved.
 */
final class FieldRecognition {
  /** How the names of an ID and of the secret access key beside it end, in small letters alone. */
  private static final Map<String, List<String>> PAIRS =
      Map.of(
          "accesskeyid", List.of("secretaccesskey", "secretkey"),
          "accesskey", List.of("secretkey", "secretaccesskey", "secret"),
          "keyid", List.of("secret", "secretkey"),
          "username", List.of("password"),
          "user", List.of("password", "pass"));

  private static final Set<String> USER_NAMES =
      Set.of("username", "user", "iamuser", "iamusername", "awsuser", "awsusername");

  /** As IAM makes them; of anything shorter or else it is not concluded that it is one. */
  private static final Pattern KEY_ID = Pattern.compile("AKIA[A-Z0-9]{12,124}");

  private static final Pattern SMTP_PASSWORD = Pattern.compile("B[A-Za-z0-9+/]{43}");
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+){1,3}-[0-9]");

  /** Of as many Regions it is tried whether a password was derived for them. */
  private static final int MOST_REGIONS = 40;

  /**
   * A field that holds text.
   *
   * @param name its name without what people write differently
   */
  private record Candidate(FieldPath path, String name, String text) {
    private static Candidate of(FieldPath path, String text) {
      String name = path.last().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
      return new Candidate(path, name, text);
    }

    /** A record would print its content. */
    @Override
    public String toString() {
      return name;
    }
  }

  /** A pair of fields, with what they hold. */
  private record Pair(Candidate id, Candidate secret) {
    private boolean isSameKey(Pair other) {
      return id.text().equals(other.id.text()) && secret.text().equals(other.secret.text());
    }
  }

  private final Form form;
  private final String text;
  private final UserName user;
  private final Set<AccessKeyId> keys;
  private final List<Candidate> texts;

  private FieldRecognition(Form form, String text, UserName user, Set<AccessKeyId> keys) {
    this.form = form;
    this.text = text;
    this.user = user;
    this.keys = keys;
    this.texts =
        DocumentFields.texts(form, text, it -> true).stream()
            .flatMap(it -> it.path().stream().map(path -> Candidate.of(path, it.text())))
            .toList();
  }

  /**
   * The fields of a value.
   *
   * @param user whose key is sought
   * @param keys the user's
   */
  static RecognisedFields in(SecretText value, UserName user, Set<AccessKeyId> keys) {
    String text = value.reveal();
    boolean isJson = DocumentFields.read(Form.JSON, text, Set.of()) instanceof DocumentFields.Found;
    return new FieldRecognition(isJson ? Form.JSON : Form.INI, text, user, keys).recognised();
  }

  private RecognisedFields recognised() {
    List<Pair> pairs = texts.stream().flatMap(id -> secretBeside(id).stream()).toList();
    List<Pair> usersOwn = pairs.stream().filter(pair -> isUsers(pair.id().text())).toList();
    List<Pair> likely = usersOwn.isEmpty() ? pairs : usersOwn;
    if (likely.isEmpty()) {
      return smtpPassword()
          .<RecognisedFields>map(RecognisedFields.SmtpPasswordOnly::new)
          .orElseGet(RecognisedFields.Unknown::new);
    }
    return likely.stream().allMatch(likely.getFirst()::isSameKey)
        ? known(likely.getFirst())
        : new RecognisedFields.Unknown();
  }

  private boolean isUsers(String id) {
    return keys.stream().anyMatch(key -> key.value().equals(id));
  }

  private Optional<Pair> secretBeside(Candidate id) {
    if (!KEY_ID.matcher(id.text()).matches()) {
      return Optional.empty();
    }
    String name = id.name();
    return PAIRS.entrySet().stream()
        .filter(pair -> name.endsWith(pair.getKey()))
        .sorted(Map.Entry.<String, List<String>>comparingByKey().reversed())
        .flatMap(pair -> {
          String before = name.substring(0, name.length() - pair.getKey().length());
          return pair.getValue().stream().map(ending -> before + ending);
        })
        .flatMap(wanted ->
            texts.stream().filter(it -> it.name().equals(wanted) && it.path().isBeside(id.path())))
        .filter(it -> !it.text().isBlank() && !SMTP_PASSWORD.matcher(it.text()).matches())
        .findFirst()
        .map(secret -> new Pair(id, secret));
  }

  private RecognisedFields known(Pair key) {
    Set<Place> places = new LinkedHashSet<>();
    Optional<FieldPath> named = userName(key);
    named.ifPresent(path -> places.add(new Place(Part.USER, path)));
    add(places, Part.ID, key.id());
    add(places, Part.SECRET, key.secret());
    for (Candidate other : texts) {
      if (other.text().equals(key.id().text())) {
        add(places, Part.ID, other);
      } else if (other.text().equals(key.secret().text())) {
        add(places, Part.SECRET, other);
      } else if (SMTP_PASSWORD.matcher(other.text()).matches()) {
        region(key.secret().text(), other.text())
            .ifPresent(
                region -> places.add(new Place(Part.SMTP, other.path(), Optional.of(region))));
      }
    }
    places.removeIf(place -> keptAnyway(place.path()));
    SecretFields.Result fields =
        SecretFields.of(
            form, named.isPresent() ? Optional.empty() : Optional.of(user), List.copyOf(places));
    return fields instanceof SecretFields.Result.Valid(SecretFields valid)
            && new SecretFormat(valid).parse(SecretText.of(text)) instanceof VersionValue.Holds
        ? new RecognisedFields.Known(valid)
        : new RecognisedFields.Unknown();
  }

  private static void add(Set<Place> places, Part part, Candidate field) {
    places.add(new Place(part, field.path()));
  }

  /** What is kept in step without being asked for. */
  private boolean keptAnyway(FieldPath path) {
    return form == Form.JSON
        && SmtpFields.ALL.contains(path)
        && texts.stream().anyMatch(it -> it.path().equals(SmtpFields.PASSWORD));
  }

  /** The field with the user's name: beside the key, if there is one. */
  private Optional<FieldPath> userName(Pair key) {
    List<Candidate> named =
        texts.stream()
            .filter(it -> it.text().equals(user.value()) && USER_NAMES.contains(it.name()))
            .toList();
    return named.stream()
        .filter(it -> it.path().isBeside(key.id().path()))
        .findFirst()
        .or(() -> named.stream().findFirst())
        .map(Candidate::path);
  }

  /** The Region that an SMTP password was derived for, among those that the value speaks of. */
  private Optional<String> region(String secret, String password) {
    return REGION
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .distinct()
        .limit(MOST_REGIONS)
        .filter(SmtpPassword::isRegion)
        .filter(region -> SmtpPassword.of(secret, region).equals(password))
        .findFirst();
  }

  private Optional<FieldPath> smtpPassword() {
    return texts.stream()
        .filter(id -> KEY_ID.matcher(id.text()).matches())
        .flatMap(id ->
            texts.stream()
                .filter(it ->
                    it.path().isBeside(id.path()) && SMTP_PASSWORD.matcher(it.text()).matches()))
        .findFirst()
        .map(Candidate::path);
  }
}
