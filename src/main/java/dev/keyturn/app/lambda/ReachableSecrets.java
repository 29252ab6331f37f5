package dev.keyturn.app.lambda;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which secrets the function reaches: those of its own partition, Region and account. Secrets
 * Manager says of any other only that there is none.
 *
 * @param partition of AWS; empty where it is not known
 * @param region where its requests go; empty where it is not known
 * @param account which it is in; empty where it is not known
 */
record ReachableSecrets(
    Optional<String> partition, Optional<String> region, Optional<String> account) {
  private static final String SERVICE = "secretsmanager";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,512}");

  /** Partition, service, Region, account, and what is left. */
  private static final Pattern ARN =
      Pattern.compile("arn:([^:]+):([^:]+):([^:]*):([0-9]{12})?:(.+)");

  private static final Pattern SECRET = Pattern.compile("secret:[A-Za-z0-9/_+=.@-]{1,519}");

  /**
   * The function's.
   *
   * @param functionArn its own ARN, where it is known
   * @param region which its environment names
   */
  static ReachableSecrets of(Optional<String> functionArn, Optional<String> region) {
    Optional<Matcher> own = functionArn.map(ARN::matcher).filter(Matcher::matches);
    return new ReachableSecrets(
        own.map(arn -> arn.group(1)),
        region.or(() -> own.map(arn -> arn.group(3))),
        own.map(arn -> arn.group(4)));
  }

  /**
   * Everything for which a secret can not be reached, each the end of a sentence that begins with
   * the secret.
   *
   * @param secret its name, its ARN, or an ARN without its last six characters
   */
  List<String> problems(String secret) {
    Matcher arn = ARN.matcher(secret);
    if (!arn.matches()) {
      return NAME.matcher(secret).matches()
          ? List.of()
          : List.of("is neither the name nor the ARN of a secret");
    }
    List<String> problems = new ArrayList<>();
    if (!arn.group(2).equals(SERVICE)) {
      problems.add("is of service %s, and not of %s".formatted(arn.group(2), SERVICE));
    } else if (!SECRET.matcher(arn.group(5)).matches()
        || arn.group(3).isEmpty()
        || arn.group(4) == null) {
      problems.add("is not the ARN of a secret");
    }
    differ("partition", arn.group(1), partition).ifPresent(problems::add);
    differ("Region", arn.group(3), region).ifPresent(problems::add);
    differ("account", arn.group(4), account).ifPresent(problems::add);
    return problems;
  }

  private static Optional<String> differ(
      String what, @Nullable String theirs, Optional<String> ours) {
    return Optional.ofNullable(theirs)
        .filter(it -> !it.isEmpty())
        .filter(it -> ours.filter(own -> !own.equals(it)).isPresent())
        .map(it ->
            "is of %s %s, and the function of %s %s".formatted(what, it, what, ours.orElseThrow()));
  }
}
