package dev.keyturn.app.env;

import dev.keyturn.model.PolicySource;
import dev.keyturn.model.SecretFields;
import dev.keyturn.model.Setting;
import dev.keyturn.model.TagLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The environment's settings: every variable that begins with {@code KEYTURN_}. */
public final class SettingVariables {
  private SettingVariables() {}

  /** The settings among the variables, and how far tags may go beside them. */
  public static PolicySource settings(Map<String, String> env) {
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    env.forEach(
        (name, value) -> Setting.ofVariable(name).ifPresent(setting -> values.put(setting, value)));
    return new PolicySource(
        "environment",
        values,
        Optional.ofNullable(env.get(TagLimits.VARIABLE)),
        Optional.ofNullable(env.get(SecretFields.VARIABLE)).filter(text -> !text.isBlank()));
  }

  /**
   * A sentence for each variable that is none of ours: a misspelt setting would not count.
   *
   * @param others those that are no settings, and that this door knows besides
   */
  public static List<String> problems(Map<String, String> env, List<String> others) {
    List<String> problems = new ArrayList<>();
    for (String name : new TreeMap<>(env).keySet()) {
      if (name.startsWith(Setting.VARIABLE_PREFIX)
          && Setting.ofVariable(name).isEmpty()
          && !name.equals(ConfiguredSecrets.PREFIX)
          && !name.equals(TagLimits.VARIABLE)
          && !name.equals(SecretFields.VARIABLE)
          && !name.equals(JournalSettings.VARIABLE)
          && !name.equals(JournalSettings.KEY)
          && !PassSettings.isOne(name)
          && !others.contains(name)) {
        problems.add(
            "environment: %s is not one of Keyturn's variables%s"
                .formatted(
                    name, nearest(name).map(like -> "; did you mean " + like + "?").orElse("")));
      }
    }
    return problems;
  }

  private static Optional<String> nearest(String name) {
    return Stream.concat(
            Stream.concat(
                Arrays.stream(Setting.values()).map(Setting::variable),
                PassSettings.ALL.stream().map(PassSettings::variable)),
            Stream.of(
                TagLimits.VARIABLE,
                SecretFields.VARIABLE,
                JournalSettings.VARIABLE,
                JournalSettings.KEY))
        .min(Comparator.comparingInt((String known) -> distance(name, known)))
        .filter(known -> distance(name, known) <= 4);
  }

  /** How many characters have to be put in, taken out or exchanged (Levenshtein). */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int exchanged = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(exchanged, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
