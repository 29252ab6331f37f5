package dev.keyturn.app.lambda;

import dev.keyturn.model.AccountId;
import dev.keyturn.model.AwsNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the environment says of the accounts that messages are sent for; only read where an event
 * asks for that.
 *
 * @param units the organizational units, or roots; none of them is the whole organization
 * @param excluded accounts that are left out
 * @param regions the Regions of each account
 * @param problems what is wrong, a sentence each
 */
record EnqueueSettings(
    List<String> units, Set<AccountId> excluded, List<String> regions, List<String> problems) {
  /** {@code organization}, or IDs of units with commas between. */
  static final String UNITS = "KEYTURN_UNITS";

  /** IDs of accounts with commas between. */
  static final String EXCLUDE = "KEYTURN_EXCLUDE";

  /** Regions with commas between; the function's own where there are none. */
  static final String REGIONS = "KEYTURN_REGIONS";

  private static final String ALL = "organization";

  EnqueueSettings {
    units = List.copyOf(units);
    excluded = Set.copyOf(excluded);
    regions = List.copyOf(regions);
    problems = List.copyOf(problems);
  }

  /**
   * Reads them.
   *
   * @param own the function's Region; empty where that is missing, which is told elsewhere
   */
  static EnqueueSettings read(Map<String, String> env, Optional<String> own) {
    List<String> problems = new ArrayList<>();
    List<String> units = List.of();
    // Not the whole organization because a variable was forgotten.
    if (env.getOrDefault(UNITS, "").isBlank()) {
      problems.add(
          "environment: %s is missing: %s, or IDs of organizational units".formatted(UNITS, ALL));
    } else if (!env.getOrDefault(UNITS, "").strip().equals(ALL)) {
      units = list(env, UNITS, AwsNames.UNIT, ALL + ", or IDs of organizational units", problems);
    }
    Set<AccountId> excluded = new LinkedHashSet<>();
    list(env, EXCLUDE, AccountId.FORM, "account IDs of twelve digits", problems)
        .forEach(id -> excluded.add(new AccountId(id)));
    List<String> regions = list(env, REGIONS, AwsNames.REGION, "Regions", problems);
    return new EnqueueSettings(
        units, excluded, regions.isEmpty() ? own.stream().toList() : regions, problems);
  }

  private static List<String> list(
      Map<String, String> env, String name, Pattern form, String words, List<String> problems) {
    String text = env.getOrDefault(name, "").strip();
    if (text.isEmpty()) {
      return List.of();
    }
    List<String> entries = List.of(text.split(" *, *", -1));
    if (!entries.stream().allMatch(entry -> form.matcher(entry).matches())) {
      problems.add("environment: %s is not %s with commas between".formatted(name, words));
      return List.of();
    }
    return entries.stream().distinct().toList();
  }
}
