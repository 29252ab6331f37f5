package dev.keyturn.app.cli.doctor;

import dev.keyturn.aws.AwsService;
import dev.keyturn.aws.EndpointAnswer;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.result.SetupCheck;
import dev.keyturn.result.SetupCheck.Area;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Whether the services can be reached, and what their clocks say. */
public final class EndpointChecks {
  /** AWS refuses requests whose time differs by five minutes. Keyturn signs with AWS's. */
  private static final Duration NOTABLE_SKEW = Duration.ofMinutes(1);

  private EndpointChecks() {}

  /** One endpoint. */
  public static SetupCheck of(AwsService service, EndpointAnswer answer, Map<String, String> env) {
    String name = "endpoint " + service.word();
    String where = answer.endpoint().map(URI::toString).orElse("no endpoint");
    return switch (answer.answered()) {
      case ReadResult.Got<Duration>(Duration took) ->
          SetupCheck.ok(
              Area.AWS,
              name,
              "%s answers in %d ms on a new connection".formatted(where, took.toMillis()));
      case ReadResult.Failed<Duration>(Failure.Unreachable failure) ->
          SetupCheck.failed(
              Area.AWS,
              name,
              "%s: %s".formatted(where, failure.detail()),
              remedy(service, failure.detail(), env));
      case ReadResult.Failed<Duration> failed ->
          FailureWords.failed(Area.AWS, name, failed.failure());
      case ReadResult.Absent<Duration> absent ->
          throw new IllegalStateException("a service answers or not");
    };
  }

  private static String remedy(AwsService service, String detail, Map<String, String> env) {
    for (String variable : new String[] {service.variable(), "AWS_ENDPOINT_URL"}) {
      if (!env.getOrDefault(variable, "").isBlank()) {
        return "unset %s, or correct it".formatted(variable);
      }
    }
    return detail.contains("TLS failed")
        ? "Trust the authority that signs there: export AWS_CA_BUNDLE=FILE, its certificates in PEM"
        : "Check the network, HTTPS_PROXY and NO_PROXY, and that the Region exists.";
  }

  /**
   * The clocks.
   *
   * @param skew how far this machine's clock is behind AWS's
   */
  public static SetupCheck clock(Duration skew) {
    String seen =
        "%d s %s AWS's"
            .formatted(skew.abs().toSeconds(), skew.isNegative() ? "ahead of" : "behind");
    return skew.abs().compareTo(NOTABLE_SKEW) > 0
        ? SetupCheck.warning(
            Area.MACHINE,
            "clock",
            seen + "; Keyturn goes by AWS's",
            "Set this machine's clock: sudo timedatectl set-ntp true")
        : SetupCheck.ok(Area.MACHINE, "clock", skew.toSeconds() == 0 ? "the same as AWS's" : seen);
  }
}
