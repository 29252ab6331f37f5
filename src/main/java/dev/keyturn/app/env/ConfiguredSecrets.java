package dev.keyturn.app.env;

import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.UserName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which secrets the environment means.
 *
 * <p>The variable {@code secrets}: secrets separated by semicolons, each {@code secret} or {@code
 * arn=user}, much as old rotation functions have it. Where it names none, it is all that were
 * adopted and whose names begin as {@code KEYTURN_SECRET_PREFIX} says: a role may reach no others.
 *
 * <p>The user is what follows the <em>last</em> equals sign, because names of secrets may contain
 * one. A secret whose name does, and that is bound by its user's tag, is written with an equals
 * sign behind it: {@code a=b=}. Users whose names contain one cannot be named here.
 *
 * <p>A binding names the secret by its whole ARN, with the six characters that Secrets Manager
 * draws: a name is anybody's who may create secrets, as soon as the secret that had it is gone, and
 * the user's key would be handed to whoever takes it (P6).
 */
public final class ConfiguredSecrets {
  /** The variable, in lower case as those functions have it. */
  static final String VARIABLE = "secrets";

  /** What the names of adopted secrets begin with. */
  public static final String PREFIX = "KEYTURN_SECRET_PREFIX";

  private static final Pattern WHOLE_ARN =
      Pattern.compile(
          "arn:[a-z-]+:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+-[A-Za-z0-9]{6}");

  private static final Pattern PREFIX_FORM = Pattern.compile("[A-Za-z0-9/_+=.@-]{0,512}");

  private final Map<String, ManagedSecret> targets = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private String prefix = "";

  private ConfiguredSecrets() {}

  /** Reads the variables; each may be absent or empty. */
  public static ConfiguredSecrets read(Map<String, String> env) {
    ConfiguredSecrets secrets = new ConfiguredSecrets();
    for (String entry : env.getOrDefault(VARIABLE, "").split(";", -1)) {
      if (!entry.isBlank()) {
        secrets.add(entry.strip());
      }
    }
    secrets.begins(env.getOrDefault(PREFIX, "").strip());
    return secrets;
  }

  private void begins(String text) {
    if (PREFIX_FORM.matcher(text).matches()) {
      prefix = text;
    } else {
      problems.add("environment: %s is not the beginning of a secret's name".formatted(PREFIX));
    }
  }

  private void add(String entry) {
    int equals = entry.lastIndexOf('=');
    String secret = equals < 0 ? entry : entry.substring(0, equals).strip();
    String user = equals < 0 ? "" : entry.substring(equals + 1).strip();
    if (secret.isEmpty()) {
      problem(entry, "names no secret before the =");
    } else if (!user.isEmpty() && !UserName.isValid(user)) {
      problem(entry, "names no IAM user after the last =");
    } else if (targets.containsKey(secret)) {
      problem(entry, "names a secret that is there already");
    } else if (isBound(user)) {
      problem(entry, "names a user that another secret is bound to");
    } else if (!user.isEmpty() && !WHOLE_ARN.matcher(secret).matches()) {
      problem(
          entry,
          "binds a user to a secret that is not named by its whole ARN, with the six characters at its end, and whoever may create secrets could take its name. Look the ARN up: aws secretsmanager describe-secret --secret-id %s --query ARN --output text"
              .formatted(secret));
    } else {
      Optional<UserName> bound =
          user.isEmpty() ? Optional.empty() : Optional.of(new UserName(user));
      targets.put(secret, new ManagedSecret(secret, bound));
    }
  }

  /** Two secrets of one user would each retire the key that the other one hands out. */
  private boolean isBound(String user) {
    return targets.values().stream()
        .flatMap(target -> target.configuredUser().stream())
        .anyMatch(bound -> bound.value().equalsIgnoreCase(user));
  }

  private void problem(String entry, String what) {
    problems.add("environment: secrets: \"%s\" %s".formatted(entry, what));
  }

  /** What is wrong with it, a sentence each. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** What the names of adopted secrets have to begin with, where none are listed; often nothing. */
  public String prefix() {
    return prefix;
  }

  /** All that are listed, in their order. */
  public List<ManagedSecret> targets() {
    return List.copyOf(targets.values());
  }

  /**
   * The user that the variable binds a secret to, by its whole ARN. What that is is Secrets
   * Manager's to say: a text that looks like a whole ARN may be a part of a longer one.
   */
  public Optional<UserName> userOf(SecretDescription secret) {
    return Optional.ofNullable(targets.get(secret.arn())).flatMap(ManagedSecret::configuredUser);
  }

  /** The secret of that name, with the user that the variable binds it to, if it does. */
  public ManagedSecret target(String secret) {
    return targets.getOrDefault(secret, ManagedSecret.of(secret));
  }
}
