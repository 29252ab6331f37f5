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
 * All that a login may ask, at one address: STS, the portal of Identity Center, the credentials of
 * a container and of an instance; and a Secrets Manager without secrets, which notes who asked. The
 * shapes are those of AWS's API models and of its guides to container and instance credentials.
 */
final class LoginServer implements AutoCloseable {
  static final String GOOD_CODE = "123456";
  static final String GOOD_TOKEN = "good-token";

  private static final Pattern SIGNER = Pattern.compile("Credential=([A-Za-z0-9]+)/\\d+/([^/]+)/");

  private final HttpServer server;
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

  void forget() {
    signers.clear();
    asked.clear();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (path.equals("/federation/credentials")) {
      portal(exchange);
    } else if (path.equals("/container")) {
      asked.add("container");
      send(exchange, 200, keys("AKIACONTAINERKEY", "AccessKeyId", "SecretAccessKey", "Token"));
    } else if (path.startsWith("/latest/")) {
      instance(exchange, path);
    } else if (body.contains("Action=AssumeRole")) {
      sts(exchange, form(body));
    } else {
      Matcher signer =
          SIGNER.matcher(
              Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                  .orElse(""));
      signers.add(signer.find() ? signer.group(1) + " in " + signer.group(2) : "nobody");
      send(exchange, 200, "{\"SecretList\":[]}");
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
          keys("ASIAINSTANCEKEYS", "AccessKeyId", "SecretAccessKey", "Token")
              .replaceFirst("\\{", "{\"Code\":\"Success\",\"Type\":\"AWS-HMAC\","));
    } else if (path.contains("security-credentials")) {
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
    if ((arn.endsWith("/mfa") && !device)
        || (arn.endsWith("/external") && !external)
        || arn.endsWith("/closed")
        || (action.endsWith("WebIdentity") && !token)) {
      send(
          exchange,
          403,
          "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not for you: %s</Message></Error><RequestId>1</RequestId></ErrorResponse>"
              .formatted(arn));
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

  private static String keys(String id, String idField, String secretField, String tokenField) {
    return "{\"%s\":\"%s\",\"%s\":\"s\",\"%s\":\"t\",\"Expiration\":\"%s\"}"
        .formatted(idField, id, secretField, tokenField, later());
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
