package dev.keyturn.app.cli;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to reach AWS, as far as the command line says; the rest is the environment's.
 *
 * @param endpoint one for all three services
 * @param mfaCode of the device that the profile's {@code mfa_serial} names
 * @param pass the options of a pass, by their names; empty for a command that makes none, and asks
 *     as fast as it goes
 */
record ConnectionOptions(
    Optional<String> region,
    Optional<String> profile,
    Optional<URI> endpoint,
    Optional<String> mfaCode,
    Optional<Map<String, String>> pass) {
  static final Option REGION =
      Option.withValue(
          "region",
          "REGION",
          OptionFormat.Shape.TEXT,
          "Instead of AWS_REGION and AWS_DEFAULT_REGION.");

  private static final Option PROFILE =
      Option.withValue(
          "profile",
          "PROFILE",
          OptionFormat.Shape.TEXT,
          "Instead of AWS_PROFILE, and of keys in the environment.");

  private static final Option ENDPOINT_URL =
      Option.withValue(
          "endpoint-url",
          "URL",
          OptionFormat.Shape.URL,
          "Instead of AWS_ENDPOINT_URL: one endpoint for IAM, STS and Secrets Manager.");

  private static final Option MFA_CODE =
      Option.withValue(
          "mfa-code",
          "CODE",
          OptionFormat.Shape.MFA_CODE,
          "The code of the profile's mfa_serial; otherwise asked for on the terminal.");

  /** The options themselves, which the help lists under a heading of their own. */
  static final List<Option> ALL = List.of(REGION, PROFILE, ENDPOINT_URL, MFA_CODE);

  static ConnectionOptions of(Arguments arguments) {
    return new ConnectionOptions(
        arguments.text(REGION),
        arguments.text(PROFILE),
        arguments.text(ENDPOINT_URL).map(URI::create),
        arguments.text(MFA_CODE),
        PassOptions.areTaken(arguments)
            ? Optional.of(PassOptions.typed(arguments))
            : Optional.empty());
  }
}
