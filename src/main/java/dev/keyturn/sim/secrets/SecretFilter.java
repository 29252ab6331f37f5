package dev.keyturn.sim.secrets;

import dev.keyturn.sim.wire.JsonFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A filter of ListSecrets: some values, one of which must fit; an exclamation mark before the first
 * turns it round.
 *
 * @param key what to look at
 * @param values what it may begin with
 */
record SecretFilter(String key, List<String> values) implements Predicate<Secret> {
  private static final List<String> KEYS =
      List.of(
          "description", "name", "tag-key", "tag-value", "primary-region", "owning-service", "all");

  static Predicate<Secret> of(JsonFields in) {
    List<Predicate<Secret>> filters = new ArrayList<>();
    for (JsonFields filter : in.objects("Filters")) {
      String key = filter.required("Key");
      in.constraints().oneOf("filters.1.member.key", key, KEYS);
      filters.add(new SecretFilter(key, filter.texts("Values")));
    }
    return secret -> filters.stream().allMatch(filter -> filter.test(secret));
  }

  @Override
  public boolean test(Secret secret) {
    boolean negated = !values.isEmpty() && values.getFirst().startsWith("!");
    boolean fits =
        values.stream()
            .map(value -> value.startsWith("!") ? value.substring(1) : value)
            .anyMatch(value -> fits(secret, value));
    return fits != negated;
  }

  private boolean fits(Secret secret, String value) {
    Stream<String> texts =
        switch (key) {
          case "name" -> Stream.of(secret.name());
          case "tag-key" -> secret.tags().entries().keySet().stream();
          case "tag-value" -> secret.tags().entries().values().stream();
          case "description" -> words(secret.description() == null ? "" : secret.description());
          case "all" -> all(secret);
          // No secret here is a replica, or another service's.
          default -> Stream.empty();
        };
    boolean caseMatters = !key.equals("description") && !key.equals("all");
    String wanted = caseMatters ? value : value.toLowerCase(Locale.ROOT);
    return texts
        .map(text -> caseMatters ? text : text.toLowerCase(Locale.ROOT))
        .anyMatch(text -> text.startsWith(wanted));
  }

  private static Stream<String> all(Secret secret) {
    Stream<String> tags =
        secret.tags().entries().entrySet().stream()
            .flatMap(tag -> Stream.of(tag.getKey(), tag.getValue()));
    String description = secret.description() == null ? "" : secret.description();
    return Stream.concat(Stream.concat(Stream.of(secret.name()), words(description)), tags);
  }

  private static Stream<String> words(String text) {
    return Stream.concat(Stream.of(text), Stream.of(text.split(" ", -1)));
  }
}
