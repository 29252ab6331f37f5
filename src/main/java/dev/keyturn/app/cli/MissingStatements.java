package dev.keyturn.app.cli;

import dev.keyturn.json.JsonText;
import dev.keyturn.port.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What to add to which policy where an account lets us not do what it should, as statements to be
 * copied.
 *
 * @param caller our own ARN, asked where it is needed
 * @param role the name of the role in each account
 */
record MissingStatements(
    Supplier<Optional<String>> caller, String role, Optional<String> externalId) {
  private static final Pattern SESSION =
      Pattern.compile("arn:([a-z-]+):sts::(\\d{12}):assumed-role/([^/]+)/.+");

  private static final List<String> ASSUMING = List.of("sts:AssumeRole", "sts:SetSourceIdentity");

  /** For the role and the external ID that were typed. */
  static MissingStatements of(Connection hub, Arguments arguments) {
    return new MissingStatements(
        hub.caller(),
        arguments.text(AccountOptions.ROLE).orElseThrow(),
        arguments.text(AccountOptions.EXTERNAL_ID));
  }

  /**
   * What is missing where a role could not be assumed; nothing where that was not denied, or denied
   * explicitly, as no statement outweighs that.
   */
  List<String> forRole(Failure failure) {
    if (!(failure instanceof Failure.Denied denied) || denied.explicitly()) {
      return List.of();
    }
    String what = denied.detail();
    boolean ours = what.contains("no identity-based policy allows");
    List<String> lines = new ArrayList<>();
    lines.add(
        ours
            ? "Our own policies do not allow it. Add to those of %s:".formatted(principal())
            : denied.action().equals("sts:SetSourceIdentity")
                ? "The role %s trusts us, and not with a source identity. Have its trust policy say:"
                    .formatted(role)
                : "There is no role %s there, or it does not trust us. Make it, and have its trust policy say:"
                    .formatted(role));
    if (ours) {
      lines.add(permission());
    } else {
      lines.addAll(trust());
      lines.add("And our own policy, of %s, has to say:".formatted(principal()));
      lines.add(permission());
    }
    return lines;
  }

  /** What the role's policy lacks, by the actions that were denied to it. */
  List<String> forActions(Collection<String> denied) {
    if (denied.isEmpty()) {
      return List.of();
    }
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Effect", "Allow");
    statement.put("Action", new TreeSet<>(denied));
    statement.put("Resource", "*");
    return List.of(
        "The role %s lacks actions. Attach deploy/policies/rotator.json, which bounds them to what is adopted; or add to its policy, for every resource:"
            .formatted(role),
        JsonText.oneLine(statement));
  }

  /** Two statements where there is an external ID, which is a condition of sts:AssumeRole alone. */
  private List<String> trust() {
    return externalId
        .map(id ->
            List.of(
                trust(
                    "sts:AssumeRole",
                    Map.of("Condition", Map.of("StringEquals", Map.of("sts:ExternalId", id)))),
                trust("sts:SetSourceIdentity", Map.of())))
        .orElseGet(() -> List.of(trust(ASSUMING, Map.of())));
  }

  private String trust(Object actions, Map<String, Object> condition) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Effect", "Allow");
    statement.put("Principal", Map.of("AWS", principal()));
    statement.put("Action", actions);
    statement.putAll(condition);
    return JsonText.oneLine(statement);
  }

  private String permission() {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Effect", "Allow");
    statement.put("Action", ASSUMING);
    statement.put("Resource", "arn:%s:iam::*:role/%s".formatted(partition(), role));
    return JsonText.oneLine(statement);
  }

  private String partition() {
    return caller.get().map(arn -> arn.split(":", 3)[1]).orElse("aws");
  }

  /** A role's session is trusted by its role; its path, which the session's ARN lacks, is left. */
  private String principal() {
    return caller
        .get()
        .map(arn -> {
          var session = SESSION.matcher(arn);
          return session.matches()
              ? "arn:%s:iam::%s:role/%s"
                  .formatted(session.group(1), session.group(2), session.group(3))
              : arn;
        })
        .orElse("OUR-ARN");
  }
}
