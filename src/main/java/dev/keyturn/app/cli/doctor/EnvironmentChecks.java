package dev.keyturn.app.cli.doctor;

import dev.keyturn.aws.ProxySettings;
import dev.keyturn.aws.SetupReads.Certificates;
import dev.keyturn.port.ReadResult;
import dev.keyturn.result.SetupCheck;
import dev.keyturn.result.SetupCheck.Area;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the environment and the profile say of the way to AWS. */
public final class EnvironmentChecks {
  private EnvironmentChecks() {}

  /**
   * The Region, and where it comes from.
   *
   * @param typed by {@code --region}
   */
  public static SetupCheck region(
      ReadResult<String> region, Optional<String> typed, Map<String, String> env) {
    String name = "region";
    return switch (region) {
      case ReadResult.Got<String>(String found) ->
          SetupCheck.ok(
              Area.MACHINE, name, "%s, by %s".formatted(found, source(typed.isPresent(), env)));
      case ReadResult.Failed<String> failed ->
          FailureWords.failed(Area.MACHINE, name, failed.failure());
      case ReadResult.Absent<String> absent ->
          throw new IllegalStateException("a Region is found or not");
    };
  }

  /** In the order in which they count. */
  private static String source(boolean typed, Map<String, String> env) {
    if (typed) {
      return "--region";
    }
    for (String variable : List.of("AWS_REGION", "AWS_DEFAULT_REGION")) {
      if (!env.getOrDefault(variable, "").isBlank()) {
        return variable;
      }
    }
    return "the profile, or the instance";
  }

  /** The proxies, without what one signs in with there. */
  public static SetupCheck proxy(ProxySettings proxies) {
    List<String> seen = new ArrayList<>();
    proxies.https().ifPresent(uri -> seen.add("https through " + shown(uri)));
    proxies.http().ifPresent(uri -> seen.add("http through " + shown(uri)));
    if (!seen.isEmpty() && !proxies.direct().isEmpty()) {
      seen.add("without for " + String.join(", ", proxies.direct()));
    }
    return SetupCheck.ok(Area.MACHINE, "proxy", seen.isEmpty() ? "none" : String.join("; ", seen));
  }

  /** Put together of what may be seen, so that nothing has to be found and taken out. */
  private static String shown(URI proxy) {
    return "%s://%s%s%s"
        .formatted(
            proxy.getScheme(),
            proxy.getUserInfo() == null ? "" : "***@",
            proxy.getHost(),
            proxy.getPort() < 0 ? "" : ":" + proxy.getPort());
  }

  /** The certificates that are trusted. */
  public static SetupCheck certificates(
      ReadResult<Certificates> certificates, Map<String, String> env) {
    String name = "certificates";
    return switch (certificates) {
      case ReadResult.Got<Certificates>(Certificates found) ->
          SetupCheck.ok(
              Area.MACHINE,
              name,
              found
                  .bundle()
                  .map(file -> bundle(file, found.number(), env))
                  .orElse("those of Java"));
      case ReadResult.Failed<Certificates> failed ->
          FailureWords.failed(Area.MACHINE, name, failed.failure());
      case ReadResult.Absent<Certificates> absent ->
          throw new IllegalStateException("certificates are found or not");
    };
  }

  private static String bundle(Path file, int number, Map<String, String> env) {
    return "%d of %s, by %s"
        .formatted(
            number,
            file,
            env.getOrDefault("AWS_CA_BUNDLE", "").isBlank()
                ? "ca_bundle of the profile"
                : "AWS_CA_BUNDLE");
  }
}
