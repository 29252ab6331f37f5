package dev.keyturn.sim.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A policy as it came, looked at as far as AWS refuses policies when they are stored. Nothing here
 * is evaluated: permissions in a simulated world are told by their actions alone.
 *
 * @param statements its statements, one at least
 */
public record PolicyDocument(List<Map<?, ?>> statements) {
  private static final List<String> VERSIONS = List.of("2012-10-17", "2008-10-17");

  public PolicyDocument {
    statements = List.copyOf(statements);
  }

  /** Whether the text is a JSON object at all. */
  public static boolean isJson(String text) {
    return !text.isBlank() && parsed(text).isPresent();
  }

  /** The policy, or empty where its grammar is wrong. */
  public static Optional<PolicyDocument> read(String text) {
    Optional<Map<String, Object>> document = parsed(text);
    if (document.isEmpty()
        || !VERSIONS.contains(document.get().getOrDefault("Version", "2008-10-17"))) {
      return Optional.empty();
    }
    List<Map<?, ?>> statements = new ArrayList<>();
    for (Object statement : listed(document.get().get("Statement"))) {
      if (!(statement instanceof Map<?, ?> members) || !isWhole(members)) {
        return Optional.empty();
      }
      statements.add(members);
    }
    return statements.isEmpty() ? Optional.empty() : Optional.of(new PolicyDocument(statements));
  }

  /** Whether each statement says for whom it is, as in a policy of a resource. */
  public boolean namesPrincipals() {
    return statements.stream()
        .allMatch(statement ->
            statement.containsKey("Principal") || statement.containsKey("NotPrincipal"));
  }

  /** Whether a statement allows something to everybody, under no condition. */
  public boolean isPublic() {
    return statements.stream()
        .anyMatch(statement ->
            "Allow".equals(statement.get("Effect"))
                && !statement.containsKey("Condition")
                && (statement.containsKey("NotPrincipal")
                    || isEverybody(statement.get("Principal"))));
  }

  private static boolean isEverybody(@Nullable Object principal) {
    Object named = principal instanceof Map<?, ?> kinds ? kinds.get("AWS") : principal;
    return listed(named).contains("*");
  }

  private static boolean isWhole(Map<?, ?> statement) {
    Object effect = statement.get("Effect");
    return ("Allow".equals(effect) || "Deny".equals(effect))
        && (statement.containsKey("Action") || statement.containsKey("NotAction"))
        && (statement.containsKey("Resource") || statement.containsKey("NotResource"));
  }

  /** Wherever a policy may have a list, it may have its only member instead. */
  private static List<?> listed(@Nullable Object value) {
    return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
  }

  private static Optional<Map<String, Object>> parsed(String text) {
    return JsonReader.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
