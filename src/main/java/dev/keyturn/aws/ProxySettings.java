package dev.keyturn.aws;

import java.net.PasswordAuthentication;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The proxies that the environment names, as the AWS CLI reads them: {@code HTTPS_PROXY} for https
 * endpoints and {@code HTTP_PROXY} for http, lower case before upper case (as Python's {@code
 * urllib} has it), each with a user and a password where it has any; {@code NO_PROXY} names hosts,
 * domains and {@code *}, between commas.
 *
 * @param https for https endpoints
 * @param http for http endpoints
 * @param direct hosts and domains that are reached without, in lower case and without a leading
 *     dot; {@code *} is all of them
 */
public record ProxySettings(Optional<URI> https, Optional<URI> http, List<String> direct) {
  /** No proxy at all. */
  public static final ProxySettings NONE =
      new ProxySettings(Optional.empty(), Optional.empty(), List.of());

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  public ProxySettings {
    direct = List.copyOf(direct);
  }

  /** As the environment has it. What is no URL of a proxy is passed over; {@link #problems}. */
  public static ProxySettings of(Map<String, String> env) {
    return new ProxySettings(
        value(env, "https_proxy").flatMap(ProxySettings::uri),
        value(env, "http_proxy").flatMap(ProxySettings::uri),
        Arrays.stream(value(env, "no_proxy").orElse("").split(","))
            .map(host -> host.strip().toLowerCase(Locale.ROOT))
            .map(host -> host.startsWith(".") ? host.substring(1) : host)
            .filter(host -> !host.isEmpty())
            .toList());
  }

  /**
   * What is wrong with the variables, a sentence each; never the value, which may hold a password.
   */
  public static List<String> problems(Map<String, String> env) {
    List<String> problems = new ArrayList<>();
    for (String name : List.of("https_proxy", "http_proxy")) {
      if (value(env, name).isPresent() && value(env, name).flatMap(ProxySettings::uri).isEmpty()) {
        problems.add(
            "environment: %s is not the URL of a proxy, such as http://proxy.example.com:3128; what it is is not shown, as it may hold a password"
                .formatted(
                    env.getOrDefault(name, "").isBlank() ? name.toUpperCase(Locale.ROOT) : name));
      }
    }
    return problems;
  }

  /** The proxy for an endpoint; empty where there is none, or the host is reached without. */
  Optional<URI> forEndpoint(String protocol, String host, int port) {
    return isDirect(host.toLowerCase(Locale.ROOT), port)
        ? Optional.empty()
        : protocol.equalsIgnoreCase("https") ? https : http;
  }

  /** Who one is to a proxy, by the user information of its URL; empty where it has none. */
  static Optional<PasswordAuthentication> credentials(URI proxy) {
    return Optional.ofNullable(proxy.getUserInfo())
        .map(user -> user.split(":", 2))
        .map(parts ->
            new PasswordAuthentication(
                parts[0], parts.length > 1 ? parts[1].toCharArray() : new char[0]));
  }

  /** All proxies that there are. */
  Stream<URI> all() {
    return Stream.of(https, http).flatMap(Optional::stream);
  }

  /** The port of a proxy's URL, or its scheme's. */
  static int port(URI proxy) {
    return proxy.getPort() >= 0
        ? proxy.getPort()
        : "https".equals(proxy.getScheme()) ? HTTPS_PORT : HTTP_PORT;
  }

  private boolean isDirect(String host, int port) {
    String withPort = host + ":" + port;
    return direct.stream()
        .anyMatch(name ->
            name.equals("*")
                || name.equals(host)
                || name.equals(withPort)
                || host.endsWith("." + name)
                || withPort.endsWith("." + name));
  }

  private static Optional<String> value(Map<String, String> env, String name) {
    return Optional.ofNullable(env.get(name))
        .filter(text -> !text.isBlank())
        .or(() -> Optional.ofNullable(env.get(name.toUpperCase(Locale.ROOT))))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /** A bare {@code host:port} is meant as http, as everywhere. */
  private static Optional<URI> uri(String text) {
    try {
      URI uri = URI.create(text.contains("://") ? text : "http://" + text);
      boolean known = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return Optional.of(uri).filter(it -> known && it.getHost() != null);
    } catch (IllegalArgumentException notAUrl) {
      return Optional.empty();
    }
  }
}
