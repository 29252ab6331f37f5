package dev.keyturn.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.packaged.PackagedJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keyturn goes out of a network as the AWS CLI does, each setting tried on both side by side. */
@Execution(ExecutionMode.CONCURRENT)
class NetworkIT {
  private static final String TLS = "https://aws.example.test";
  private static final String PLAIN = "http://aws.example.test";

  @TempDir private Path home = Path.of("");

  /**
   * The name of the setting, its variables with the proxy's address in place of %s, the endpoint
   * that is configured if any.
   */
  static Stream<Arguments> settings() {
    return Stream.of(
        Arguments.of("HTTPS_PROXY", Map.of("HTTPS_PROXY", "http://%s"), TLS),
        Arguments.of("https_proxy", Map.of("https_proxy", "http://%s"), TLS),
        Arguments.of("HTTPS_PROXY, plain endpoint", Map.of("HTTPS_PROXY", "http://%s"), PLAIN),
        Arguments.of("HTTP_PROXY", Map.of("HTTP_PROXY", "http://%s"), TLS),
        Arguments.of("HTTP_PROXY, plain endpoint", Map.of("HTTP_PROXY", "http://%s"), PLAIN),
        Arguments.of("credentials", Map.of("HTTPS_PROXY", "http://user:p%%40ss@%s"), TLS),
        Arguments.of(
            "NO_PROXY", Map.of("HTTPS_PROXY", "http://%s", "NO_PROXY", "aws.example.test"), TLS),
        Arguments.of(
            "no_proxy, a domain",
            Map.of("HTTPS_PROXY", "http://%s", "no_proxy", ".example.test"),
            TLS),
        Arguments.of(
            "NO_PROXY, another host",
            Map.of("HTTPS_PROXY", "http://%s", "NO_PROXY", "other.test, localhost"),
            TLS),
        Arguments.of(
            "AWS_USE_FIPS_ENDPOINT",
            Map.of("HTTPS_PROXY", "http://%s", "AWS_USE_FIPS_ENDPOINT", "true"),
            ""),
        Arguments.of(
            "AWS_USE_DUALSTACK_ENDPOINT",
            Map.of("HTTPS_PROXY", "http://%s", "AWS_USE_DUALSTACK_ENDPOINT", "true"),
            ""),
        Arguments.of(
            "AWS_ENDPOINT_URL_SECRETS_MANAGER",
            Map.of(
                "HTTPS_PROXY",
                "http://%s",
                "AWS_ENDPOINT_URL_SECRETS_MANAGER",
                "https://secrets.example.test"),
            TLS),
        Arguments.of(
            "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
            Map.of("HTTPS_PROXY", "http://%s", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"),
            TLS),
        Arguments.of("NO_PROXY, all", Map.of("HTTPS_PROXY", "http://%s", "NO_PROXY", "*"), TLS));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("settings")
  @DisplayName("A proxy sees of Keyturn what it sees of the AWS CLI")
  void proxies(String name, Map<String, String> variables, String endpoint) {
    try (ProxyStub proxy = new ProxyStub(name.equals("credentials"))) {
      run(List.of(awsCli(), "secretsmanager", "list-secrets"), variables, endpoint, proxy);
      List<String> ofTheCli = proxy.takeSeen();
      run(PackagedJar.command(List.of("status")), variables, endpoint, proxy);
      assertThat(proxy.takeSeen()).as(name).isEqualTo(ofTheCli);
    }
  }

  /** The variable, and what asks that service: of the AWS CLI, and of Keyturn. */
  static Stream<Arguments> services() {
    return Stream.of(
        Arguments.of("AWS_ENDPOINT_URL_IAM", List.of("iam", "list-users"), List.of("audit")),
        Arguments.of(
            "AWS_ENDPOINT_URL_STS", List.of("sts", "get-caller-identity"), List.of("doctor")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("services")
  @DisplayName("A service's own endpoint comes before the one for all, to both")
  void service(String variable, List<String> cli, List<String> keyturn) {
    Map<String, String> variables =
        Map.of("HTTPS_PROXY", "http://%s", variable, "https://own.example.test");
    try (ProxyStub proxy = new ProxyStub(false)) {
      run(Stream.concat(Stream.of(awsCli()), cli.stream()).toList(), variables, TLS, proxy);
      List<String> ofTheCli = proxy.takeSeen();
      assertThat(ofTheCli).isNotEmpty().allMatch(seen -> seen.contains("own.example.test"));
      run(PackagedJar.command(keyturn), variables, TLS, proxy);
      assertThat(proxy.takeSeen()).as(variable).containsAll(ofTheCli);
    }
  }

  /** The name of the setting, its variables, and what the profile says besides. */
  static Stream<Arguments> authorities() {
    return Stream.of(
        Arguments.of("no bundle", Map.of(), "", false),
        Arguments.of("AWS_CA_BUNDLE", Map.of("AWS_CA_BUNDLE", "%s"), "", true),
        Arguments.of("ca_bundle", Map.of(), "ca_bundle = %s\n", true),
        Arguments.of(
            "AWS_CA_BUNDLE before ca_bundle",
            Map.of("AWS_CA_BUNDLE", "%s"),
            "ca_bundle = /not/there.pem\n",
            true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("authorities")
  @DisplayName("Who vouches for a server to the AWS CLI does so to Keyturn")
  void certificates(String name, Map<String, String> variables, String profile, boolean trusted)
      throws IOException {
    try (TlsServer server = new TlsServer(home)) {
      String bundle = server.certificate().toString();
      Path config = home.resolve("config");
      Files.writeString(
          config,
          "[profile p]\nregion = us-east-1\naws_access_key_id = AKIAAAAAAAAAAAAAAAAA\naws_secret_access_key = s\nendpoint_url = %s\n"
                  .formatted(server.uri())
              + profile.formatted(bundle));
      Map<String, String> environment = new HashMap<>();
      variables.forEach((variable, value) -> environment.put(variable, value.formatted(bundle)));
      environment.putAll(
          Map.of(
              "AWS_PROFILE", "p",
              "AWS_CONFIG_FILE", config.toString(),
              "AWS_MAX_ATTEMPTS", "1"));
      Ran.of(home, List.of(awsCli(), "secretsmanager", "list-secrets"), environment);
      assertThat(server.takeAsked()).as("the AWS CLI, %s", name).isEqualTo(trusted);
      Ran ran = Ran.of(home, PackagedJar.command(List.of("status")), environment);
      assertThat(server.takeAsked()).as(ran.err()).isEqualTo(trusted);
      assertThat(ran.code()).isEqualTo(trusted ? 0 : 6);
    }
  }

  private static String awsCli() {
    return Path.of(System.getProperty("keyturn.venv"), "bin", "aws").toString();
  }

  private void run(
      List<String> command, Map<String, String> variables, String endpoint, ProxyStub proxy) {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "AWS_ACCESS_KEY_ID", "AKIAAAAAAAAAAAAAAAAA",
                "AWS_SECRET_ACCESS_KEY", "s",
                "AWS_REGION", "us-east-1",
                "AWS_DEFAULT_REGION", "us-east-1",
                "AWS_MAX_ATTEMPTS", "1"));
    if (!endpoint.isEmpty()) {
      environment.put("AWS_ENDPOINT_URL", endpoint);
    }
    variables.forEach((name, value) -> environment.put(name, value.formatted(proxy.address())));
    Ran.of(home, command, environment);
  }
}
