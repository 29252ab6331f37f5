package dev.keyturn.model;

import dev.keyturn.model.SecretFields.Form;
import dev.keyturn.model.SecretFields.Part;
import dev.keyturn.model.SecretFields.Place;
import dev.keyturn.model.SecretFields.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@link SecretFields} word by word. */
final class SecretFieldsReader {
  private static final Pattern SPACES = Pattern.compile(" +");
  private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z0-9]+){2,4}");
  private static final String USER_NAME = "user:";
  private static final String SMTP = "smtp:";
  private static final String WORDS =
      "user=PATH, user:NAME, id=PATH, secret=PATH, smtp:REGION=PATH, or ini at the beginning";

  private final List<Place> places = new ArrayList<>();
  private Form form = Form.JSON;
  private Optional<UserName> user = Optional.empty();

  private SecretFieldsReader() {}

  static Result read(String text) {
    if (text.length() > SecretFields.LONGEST) {
      return new Result.Invalid(
          "has %d characters; a tag may have %d".formatted(text.length(), SecretFields.LONGEST));
    }
    return new SecretFieldsReader().read(SPACES.split(text.strip()));
  }

  private Result read(String[] words) {
    for (int i = 0; i < words.length; i++) {
      boolean isForm =
          i == 0 && Arrays.stream(Form.values()).anyMatch(it -> it.word().equals(words[0]));
      if (isForm) {
        form = words[0].equals(Form.INI.word()) ? Form.INI : Form.JSON;
      } else if (!take(words[i])) {
        return new Result.Invalid(
            "has the word \"%s\", but must have %s".formatted(PolicyReader.cut(words[i]), WORDS));
      }
    }
    return SecretFields.of(form, user, places);
  }

  /** Whether the word could be understood. */
  private boolean take(String word) {
    if (word.startsWith(USER_NAME)) {
      Optional<UserName> name =
          FieldPath.unescaped(word.substring(USER_NAME.length()))
              .filter(UserName::isValid)
              .map(UserName::new)
              .filter(it -> user.isEmpty());
      user = name.or(() -> user);
      return name.isPresent();
    }
    int equals = word.indexOf('=');
    String what = word.substring(0, Math.max(equals, 0));
    Optional<FieldPath> path = FieldPath.parse(word.substring(equals + 1));
    Optional<Place> place =
        what.startsWith(SMTP)
            ? path.flatMap(it -> smtp(what.substring(SMTP.length()), it))
            : path.flatMap(it -> place(what, it));
    place.ifPresent(places::add);
    return place.isPresent();
  }

  private static Optional<Place> smtp(String region, FieldPath path) {
    return REGION.matcher(region).matches()
        ? Optional.of(new Place(Part.SMTP, path, Optional.of(region)))
        : Optional.empty();
  }

  private static Optional<Place> place(String what, FieldPath path) {
    return Arrays.stream(Part.values())
        .filter(part -> part != Part.SMTP && part.word().equals(what))
        .findFirst()
        .map(part -> new Place(part, path));
  }
}
