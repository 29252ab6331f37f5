package dev.keyturn.login;

import dev.keyturn.packaged.PackagedJar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One person's folder, with every way to log in set up in it, and a server of its own that they
 * ask: whoever has another one may run beside it.
 */
final class Home implements AutoCloseable {
  /** A coordinate of a P-256 key has this many bytes. */
  private static final int COORDINATE = 32;

  private static final HexFormat HEX = HexFormat.of();

  private final Path folder;
  private final LoginServer aws = new LoginServer();

  /** Sets it up in an empty folder. */
  Home(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder.resolve(".aws/sso/cache"));
      Files.createDirectories(folder.resolve(".aws/login/cache"));
      for (String token : List.of("good", "stale", "refused")) {
        Files.writeString(
            folder.resolve(token), token.equals("good") ? LoginServer.GOOD_TOKEN : token);
      }
      Files.writeString(
          folder.resolve(".aws/config"), resource("config").formatted(aws.uri(), folder));
      Files.writeString(folder.resolve("process"), resource("process.sh"));
      Files.setPosixFilePermissions(
          folder.resolve("process"), PosixFilePermissions.fromString("rwx------"));
      identityCenter();
      signIn();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  LoginServer aws() {
    return aws;
  }

  Path folder() {
    return folder;
  }

  /** Runs the packaged program at home. */
  Ran run(Map<String, String> variables, String... arguments) {
    return Ran.of(folder, command(arguments), environment(variables));
  }

  /** How the packaged program is started at home. */
  List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(PackagedJar.command(List.of(arguments)));
    command.add(1, "-Duser.home=" + folder);
    return command;
  }

  /** The variables, with the server's address in place of %s, and the folder's in place of ~. */
  Map<String, String> environment(Map<String, String> variables) {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_LOGIN_CACHE_DIRECTORY", folder.resolve(".aws/login/cache").toString());
    variables.forEach((name, value) ->
        environment.put(
            name, value.replace("%s", aws.uri().toString()).replace("~", folder.toString())));
    return environment;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(Home.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void identityCenter() throws IOException {
    Instant past = Instant.now().minusSeconds(60);
    Instant later = LoginServer.later();
    token("corp", LoginServer.GOOD_TOKEN, later, "");
    token("https://older.awsapps.com/start", LoginServer.GOOD_TOKEN, later, "");
    token("refused", "gone", later, "");
    token("expired", LoginServer.GOOD_TOKEN, past, "");
    token("renewed", "old", past, LoginServer.GOOD_REFRESH);
    token("over", "old", past, "no-good");
  }

  private void token(String session, String token, Instant expiry, String refresh)
      throws IOException {
    String renewal =
        refresh.isEmpty()
            ? ""
            : ",\"refreshToken\":\"%s\",\"clientId\":\"c\",\"clientSecret\":\"s\",\"registrationExpiresAt\":\"%s\",\"startUrl\":\"https://example.awsapps.com/start\""
                .formatted(refresh, LoginServer.later());
    cache(
        "sso/cache",
        "SHA-1",
        session,
        "{\"accessToken\":\"%s\",\"expiresAt\":\"%s\",\"region\":\"us-east-1\"%s}"
            .formatted(token, expiry.truncatedTo(ChronoUnit.SECONDS), renewal));
  }

  private void signIn() throws IOException {
    login("good", LoginServer.later(), "r");
    login("renewed", Instant.now().minusSeconds(60), LoginServer.GOOD_REFRESH);
    login("over", Instant.now().minusSeconds(60), "no-good");
  }

  private void login(String name, Instant expiry, String refresh) throws IOException {
    cache(
        "login/cache",
        "SHA-256",
        "arn:aws:iam::123456789012:user/" + name,
        """
        {"accessToken":{"accessKeyId":"ASIASIGNINKEYSSS","secretAccessKey":"s","sessionToken":"t","accountId":"123456789012","expiresAt":"%s"},
         "tokenType":"urn:aws:params:oauth:token-type:access_token_sigv4","refreshToken":"%s","idToken":"i","clientId":"arn:aws:signin:::devtools/same-device","dpopKey":"%s"}
        """
            .formatted(
                expiry.truncatedTo(ChronoUnit.SECONDS), refresh, deviceKey().replace("\n", "\\n")));
  }

  private void cache(String place, String algorithm, String name, String content)
      throws IOException {
    try {
      byte[] hash =
          MessageDigest.getInstance(algorithm).digest(name.getBytes(StandardCharsets.UTF_8));
      Files.writeString(
          folder.resolve(".aws").resolve(place).resolve(HEX.formatHex(hash) + ".json"), content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A P-256 key as {@code aws login} keeps it: SEC 1 in PEM, the curve and the point with it. */
  private static String deviceKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      ECPoint point = ((ECPublicKey) pair.getPublic()).getW();
      String der =
          "30770201010420"
              + coordinate(((ECPrivateKey) pair.getPrivate()).getS())
              + "a00a06082a8648ce3d030107a14403420004"
              + coordinate(point.getAffineX())
              + coordinate(point.getAffineY());
      return "-----BEGIN EC PRIVATE KEY-----\n%s\n-----END EC PRIVATE KEY-----\n"
          .formatted(
              Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(HEX.parseHex(der)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String coordinate(BigInteger number) {
    return ("%0" + 2 * COORDINATE + "x").formatted(number);
  }

  @Override
  public void close() {
    aws.close();
  }
}
