package dev.keyturn.login;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that a login may ask, at one address: STS, the portal of Identity Center and its tokens,
 * Sign-In, the credentials of a container, of a pod and of an instance; and a Secrets Manager
 * without secrets, which notes who asked. The shapes are those of AWS's API models and of its
 * guides to container and instance credentials.
 */
final class LoginServer implements AutoCloseable {
  static final String GOOD_CODE = "123456";
  static final String GOOD_TOKEN = "good-token";
  static final String GOOD_REFRESH = "good-refresh-token";

  /** Keys that Secrets Manager and STS refuse, by the word in their IDs. */
  private static final Map<String, String> REFUSED_KEYS =
      Map.of("EXPIRED", "ExpiredTokenException", "UNKNOWN", "UnrecognizedClientException");

  private static final Pattern SIGNER = Pattern.compile("Credential=([A-Za-z0-9]+)/\\d+/([^/]+)/");

  private final HttpServer server;
  private volatile boolean hasInstanceRole = true;
  private final List<String> signers = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  LoginServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Whose signatures Secrets Manager has seen: {@code KEY-ID in REGION}. */
  List<String> signers() {
    return List.copyOf(signers);
  }

  /** What was asked for besides, a word each. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  /** The instance has none from now on. */
  void takeInstanceRole() {
    hasInstanceRole = false;
  }

  void forget() {
    signers.clear();
    asked.clear();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (path.equals("/federation/credentials")) {
      portal(exchange);
    } else if (path.equals("/token")) {
      renewed(
          exchange,
          body,
          "{\"accessToken\":\"good-token\",\"expiresIn\":3600,\"tokenType\":\"Bearer\",\"refreshToken\":\"next\"}");
    } else if (path.equals("/v1/token") && exchange.getRequestHeaders().containsKey("DPoP")) {
      renewed(
          exchange,
          body,
          "{\"accessToken\":{\"accessKeyId\":\"ASIARENEWEDKEYSS\",\"secretAccessKey\":\"s\",\"sessionToken\":\"t\"},\"tokenType\":\"aws_sigv4\",\"expiresIn\":900,\"refreshToken\":\"next\"}");
    } else if (path.equals("/container")) {
      asked.add("container");
      send(exchange, 200, keys("AKIACONTAINERKEY"));
    } else if (path.equals("/v1/credentials")) {
      podIdentity(exchange);
    } else if (path.startsWith("/latest/")) {
      instance(exchange, path);
    } else if (body.contains("Action=AssumeRole")) {
      sts(exchange, form(body));
    } else {
      secretsManager(exchange);
    }
  }

  private void secretsManager(HttpExchange exchange) throws IOException {
    String signer = signer(exchange);
    signers.add(signer);
    Optional<String> refusal = refusal(signer);
    if (refusal.isPresent()) {
      send(
          exchange,
          400,
          "{\"__type\":\"%s\",\"message\":\"not with these credentials\"}"
              .formatted(refusal.get()));
    } else {
      send(exchange, 200, "{\"SecretList\":[]}");
    }
  }

  private static String signer(HttpExchange exchange) {
    Matcher signer =
        SIGNER.matcher(
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse(""));
    return signer.find() ? signer.group(1) + " in " + signer.group(2) : "nobody";
  }

  /** Whether it does not believe that signer. */
  static boolean refuses(String signer) {
    return refusal(signer).isPresent();
  }

  private static Optional<String> refusal(String signer) {
    return REFUSED_KEYS.entrySet().stream()
        .filter(refused -> signer.contains(refused.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** A refresh token is taken for a new login (SSO OIDC and Sign-In, CreateToken of each). */
  private void renewed(HttpExchange exchange, String body, String login) throws IOException {
    asked.add("renewal");
    if (body.contains(GOOD_REFRESH)) {
      send(exchange, 200, login);
      return;
    }
    exchange.getResponseHeaders().set("x-amzn-ErrorType", "AccessDeniedException");
    send(
        exchange,
        400,
        "{\"error\":\"access_denied\",\"error_description\":\"the session is over\",\"message\":\"the session is over\"}");
  }

  /** The agent of EKS Pod Identity: it knows its pod by the token of a file. */
  private void podIdentity(HttpExchange exchange) throws IOException {
    asked.add("pod identity");
    if (GOOD_TOKEN.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      send(exchange, 200, keys("ASIAPODIDENTITYS"));
    } else {
      send(
          exchange,
          400,
          "{\"code\":\"InvalidTokenException\",\"message\":\"the service account's token is over\"}");
    }
  }

  private void portal(HttpExchange exchange) throws IOException {
    asked.add("portal");
    if (!GOOD_TOKEN.equals(exchange.getRequestHeaders().getFirst("x-amz-sso_bearer_token"))) {
      exchange.getResponseHeaders().set("x-amzn-ErrorType", "UnauthorizedException");
      send(exchange, 401, "{\"message\":\"Session token not found or invalid\"}");
      return;
    }
    send(
        exchange,
        200,
        "{\"roleCredentials\":{\"accessKeyId\":\"ASIAPORTALKEYKEY\",\"secretAccessKey\":\"s\",\"sessionToken\":\"t\",\"expiration\":%d}}"
            .formatted(later().toEpochMilli()));
  }

  private void instance(HttpExchange exchange, String path) throws IOException {
    if (path.equals("/latest/api/token")) {
      exchange.getResponseHeaders().set("x-aws-ec2-metadata-token-ttl-seconds", "21600");
      send(exchange, 200, "metadata-token");
    } else if (path.endsWith("/instance-role")) {
      asked.add("instance");
      send(
          exchange,
          200,
          keys("ASIAINSTANCEKEYS")
              .replaceFirst("\\{", "{\"Code\":\"Success\",\"Type\":\"AWS-HMAC\","));
    } else if (path.contains("security-credentials") && hasInstanceRole) {
      send(exchange, 200, "instance-role");
    } else {
      send(exchange, 404, "");
    }
  }

  private void sts(HttpExchange exchange, Map<String, String> form) throws IOException {
    String action = form.getOrDefault("Action", "");
    String arn = form.getOrDefault("RoleArn", "");
    asked.add(action + " " + arn.substring(arn.lastIndexOf('/') + 1));
    boolean device =
        form.getOrDefault("SerialNumber", "").endsWith("mfa/somebody")
            && form.getOrDefault("TokenCode", "").equals(GOOD_CODE);
    boolean external = form.getOrDefault("ExternalId", "").equals("from-outside");
    boolean token = form.getOrDefault("WebIdentityToken", "").equals(GOOD_TOKEN);
    Optional<String> refusal =
        action.endsWith("WebIdentity") ? Optional.empty() : refusal(signer(exchange));
    boolean over = form.getOrDefault("WebIdentityToken", "").equals("stale");
    if (over || refusal.isPresent()) {
      deny(exchange, 400, over ? "ExpiredTokenException" : refusal.get(), "it is over");
      return;
    }
    if ((arn.endsWith("/mfa") && !device)
        || (arn.endsWith("/external") && !external)
        || arn.endsWith("/closed")
        || (action.endsWith("WebIdentity") && !token)) {
      deny(exchange, 403, "AccessDenied", "not for you: " + arn);
      return;
    }
    String id =
        "ASIA"
            + (arn.substring(arn.lastIndexOf('/') + 1) + "rolekeyrolekey")
                .substring(0, 12)
                .toUpperCase(Locale.ROOT);
    send(
        exchange,
        200,
        "<%1$sResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><%1$sResult><Credentials><AccessKeyId>%2$s</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>%3$s</Expiration></Credentials><AssumedRoleUser><AssumedRoleId>AROA:k</AssumedRoleId><Arn>%4$s</Arn></AssumedRoleUser></%1$sResult></%1$sResponse>"
            .formatted(action, id, later(), arn));
  }

  private static void deny(HttpExchange exchange, int status, String code, String message)
      throws IOException {
    send(
        exchange,
        status,
        "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>1</RequestId></ErrorResponse>"
            .formatted(code, message));
  }

  /** As containers and instances are told. */
  private static String keys(String id) {
    return "{\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"s\",\"Token\":\"t\",\"Expiration\":\"%s\"}"
        .formatted(id, later());
  }

  static Instant later() {
    return Instant.now().plus(6, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      form.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          parts.length > 1 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
    }
    return form;
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
