package dev.keyturn.inventory;

import dev.keyturn.model.Setting;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A column of a file of users and secrets: those of {@code adopt}'s own, and the settings. */
sealed interface AdoptionColumn {
  /** One of adopt's own. */
  enum Own implements AdoptionColumn {
    USER,
    SECRET,
    ACCOUNT,
    NEW_KEY,
    EXISTING,
    FIELDS;

    @Override
    public String title() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** A setting, by its key. */
  record OfSetting(Setting setting) implements AdoptionColumn {
    @Override
    public String title() {
      return setting.key();
    }
  }

  /** How it is headed, such as {@code new-key}. */
  String title();

  /** The column of a title, in which an underscore is as good as a dash. */
  static Optional<AdoptionColumn> of(String title) {
    String asked = title.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    return all().filter(column -> column.title().equals(asked)).findFirst();
  }

  /** All titles, for a message. */
  static String titles() {
    return all().map(AdoptionColumn::title).collect(Collectors.joining(", "));
  }

  private static Stream<AdoptionColumn> all() {
    return Stream.concat(
        Arrays.stream(Own.values()), Arrays.stream(Setting.values()).map(OfSetting::new));
  }
}
