package dev.keyturn.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.packaged.PackagedJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to log in that the AWS CLI has: it works, it has expired, or it is refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginIT {
  private static final String SESSION = "arn:aws:iam::123456789012:user/somebody";

  private final LoginServer aws = new LoginServer();

  @TempDir private Path home = Path.of("");

  @AfterAll
  void stop() {
    aws.close();
  }

  @BeforeEach
  void files() throws IOException {
    aws.forget();
    Files.createDirectories(home.resolve(".aws/sso/cache"));
    Files.createDirectories(home.resolve(".aws/login/cache"));
    Files.writeString(home.resolve("token"), LoginServer.GOOD_TOKEN);
    Files.writeString(home.resolve("stale-token"), "stale");
    Files.writeString(
        home.resolve(".aws/config"),
        """
        [services here]
        sts =
          endpoint_url = %1$s
        sso =
          endpoint_url = %1$s
        secrets_manager =
          endpoint_url = %1$s
        iam =
          endpoint_url = %1$s
        [sso-session corp]
        sso_start_url = https://example.awsapps.com/start
        sso_region = us-east-1
        [profile keys]
        aws_access_key_id = AKIAKEYSOFPROFIL
        aws_secret_access_key = s
        region = eu-west-1
        services = here
        [profile sso]
        sso_session = corp
        sso_account_id = 123456789012
        sso_role_name = Admin
        services = here
        region = eu-central-1
        [profile sso-older]
        sso_start_url = https://older.awsapps.com/start
        sso_region = us-east-1
        sso_account_id = 123456789012
        sso_role_name = Admin
        services = here
        region = eu-central-1
        [profile sign-in]
        login_session = %2$s
        services = here
        region = eu-north-1
        [profile process]
        credential_process = %3$s/process good
        services = here
        region = us-east-1
        [profile process-fails]
        credential_process = %3$s/process bad
        services = here
        region = us-east-1
        [profile role]
        role_arn = arn:aws:iam::123456789012:role/plain
        source_profile = keys
        services = here
        region = us-west-2
        [profile chain]
        role_arn = arn:aws:iam::123456789012:role/second
        source_profile = role
        services = here
        region = us-west-2
        [profile external]
        role_arn = arn:aws:iam::123456789012:role/external
        external_id = from-outside
        source_profile = keys
        services = here
        region = us-west-2
        [profile closed]
        role_arn = arn:aws:iam::123456789012:role/closed
        source_profile = keys
        services = here
        region = us-west-2
        [profile mfa]
        role_arn = arn:aws:iam::123456789012:role/mfa
        source_profile = keys
        mfa_serial = arn:aws:iam::123456789012:mfa/somebody
        services = here
        region = us-west-2
        [profile behind-mfa]
        role_arn = arn:aws:iam::123456789012:role/behind
        source_profile = mfa
        services = here
        region = us-west-2
        [profile web]
        role_arn = arn:aws:iam::123456789012:role/web
        web_identity_token_file = %3$s/token
        services = here
        region = us-west-2
        [profile web-stale]
        role_arn = arn:aws:iam::123456789012:role/web
        web_identity_token_file = %3$s/stale-token
        services = here
        region = us-west-2
        """
            .formatted(aws.uri(), SESSION, home));
    Path process = home.resolve("process");
    Files.writeString(
        process,
        """
        #!/bin/sh
        if [ "$1" = bad ]; then
          echo '{"Version":1,"AccessKeyId":"AKIANOTTOBESHOWN"}'
          echo 'the vault is sealed' >&2
          exit 3
        fi
        echo '{"Version":1,"AccessKeyId":"ASIAPROCESSKEYSS","SecretAccessKey":"s","SessionToken":"t"}'
        """);
    assertThat(process.toFile().setExecutable(true)).isTrue();
    cache("sso/cache", "SHA-1", "corp", token(LoginServer.GOOD_TOKEN, LoginServer.later()));
    cache(
        "sso/cache",
        "SHA-1",
        "https://older.awsapps.com/start",
        token(LoginServer.GOOD_TOKEN, LoginServer.later()));
    cache(
        "login/cache",
        "SHA-256",
        SESSION,
        """
        {"accessToken":{"accessKeyId":"ASIASIGNINKEYSSS","secretAccessKey":"s","sessionToken":"t","accountId":"123456789012","expiresAt":"%s"},
         "tokenType":"urn:aws:params:oauth:token-type:access_token_sigv4","refreshToken":"r","idToken":"i","clientId":"arn:aws:signin:::devtools/same-device","dpopKey":"d"}
        """
            .formatted(LoginServer.later()));
  }

  static Stream<Arguments> ways() {
    return Stream.of(
        Arguments.of("keys", "AKIAKEYSOFPROFIL in eu-west-1"),
        Arguments.of("sso", "ASIAPORTALKEYKEY in eu-central-1"),
        Arguments.of("sso-older", "ASIAPORTALKEYKEY in eu-central-1"),
        Arguments.of("sign-in", "ASIASIGNINKEYSSS in eu-north-1"),
        Arguments.of("process", "ASIAPROCESSKEYSS in us-east-1"),
        Arguments.of("role", "ASIAPLAINROLEKEY in us-west-2"),
        Arguments.of("chain", "ASIASECONDROLEKE in us-west-2"),
        Arguments.of("external", "ASIAEXTERNALROLE in us-west-2"),
        Arguments.of("web", "ASIAWEBROLEKEYRO in us-west-2"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  @DisplayName("A profile works by its name, as a variable and as an option, at its own endpoints")
  void works(String profile, String signer) {
    Ran named = run(Map.of(), "status", "--profile", profile);
    assertThat(named.err()).as(named.out()).isEmpty();
    assertThat(aws.signers()).isNotEmpty().containsOnly(signer);
    aws.forget();
    Ran variable = run(Map.of("AWS_PROFILE", profile), "status");
    assertThat(variable).isEqualTo(named);
    assertThat(aws.signers()).isNotEmpty().containsOnly(signer);
  }

  @Test
  @DisplayName(
      "A profile that is typed outranks keys and a Region of the environment as with the AWS CLI")
  void typed() {
    Map<String, String> others =
        Map.of(
            "AWS_ACCESS_KEY_ID", "AKIAENVIRONMENTS",
            "AWS_SECRET_ACCESS_KEY", "s",
            "AWS_PROFILE", "sso");
    run(others, "status", "--profile", "keys");
    assertThat(aws.signers()).containsOnly("AKIAKEYSOFPROFIL in eu-west-1");
    aws.forget();
    run(others, "status", "--profile", "keys", "--region", "ca-west-1");
    assertThat(aws.signers()).containsOnly("AKIAKEYSOFPROFIL in ca-west-1");
    aws.forget();
    run(Map.of("AWS_DEFAULT_REGION", "sa-east-1"), "status", "--profile", "keys");
    assertThat(aws.signers()).containsOnly("AKIAKEYSOFPROFIL in sa-east-1");
  }

  @Test
  @DisplayName(
      "A role behind an MFA device is assumed with the code, and asks for it where there is none")
  void device() {
    run(Map.of(), "status", "--profile", "mfa", "--mfa-code", LoginServer.GOOD_CODE);
    assertThat(aws.signers()).containsOnly("ASIAMFAROLEKEYRO in us-west-2");
    aws.forget();
    run(Map.of(), "status", "--profile", "behind-mfa", "--mfa-code", LoginServer.GOOD_CODE);
    assertThat(aws.signers()).containsOnly("ASIABEHINDROLEKE in us-west-2");
    assertThat(aws.asked()).containsExactly("AssumeRole mfa", "AssumeRole behind");
    aws.forget();
    assertThat(run(Map.of(), "status", "--profile", "mfa").err())
        .contains("Profile mfa wants a code of the MFA device", "--mfa-code CODE");
    assertThat(run(Map.of(), "status", "--profile", "mfa", "--mfa-code", "654321").err())
        .contains("Profile mfa gives no credentials", "AccessDenied: not for you");
    assertThat(aws.signers()).isEmpty();
  }

  @Test
  @DisplayName("A container's and an instance's role are found without a profile")
  void machines() {
    run(
        Map.of(
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            aws.uri() + "/container",
            "AWS_ENDPOINT_URL",
            aws.uri().toString(),
            "AWS_REGION",
            "us-east-1"),
        "status");
    assertThat(aws.signers()).containsOnly("AKIACONTAINERKEY in us-east-1");
    aws.forget();
    run(
        Map.of(
            "AWS_EC2_METADATA_SERVICE_ENDPOINT",
            aws.uri().toString(),
            "AWS_EC2_METADATA_DISABLED",
            "false",
            "AWS_ENDPOINT_URL",
            aws.uri().toString(),
            "AWS_REGION",
            "us-east-1"),
        "status");
    assertThat(aws.signers()).containsOnly("ASIAINSTANCEKEYS in us-east-1");
  }

  @Test
  @DisplayName("A login that has expired or is refused is told by profile, way and remedy")
  void refused() throws IOException {
    cache("sso/cache", "SHA-1", "corp", token("gone", LoginServer.later()));
    assertThat(run(Map.of(), "status", "--profile", "sso").err())
        .contains(
            "Profile sso gives no credentials (by IAM Identity Center)",
            "Session token not found or invalid",
            "Log in: aws sso login --profile sso.");
    cache(
        "sso/cache",
        "SHA-1",
        "corp",
        token(LoginServer.GOOD_TOKEN, Instant.now().minusSeconds(60)));
    assertThat(run(Map.of(), "status", "--profile", "sso").err())
        .contains("by IAM Identity Center", "aws sso login --profile sso.");
    Files.delete(cacheFile("login/cache", "SHA-256", SESSION));
    assertThat(run(Map.of(), "status", "--profile", "sign-in").err())
        .contains("by aws login", "Log in: aws login --profile sign-in.");
    Ran process = run(Map.of(), "status", "--profile", "process-fails");
    assertThat(process.err())
        .contains("by its credential_process", "the vault is sealed")
        .doesNotContain("NOTTOBESHOWN");
    assertThat(run(Map.of(), "status", "--profile", "closed").err())
        .contains("by the role that it assumes", "AccessDenied: not for you", "role/closed");
    assertThat(run(Map.of(), "status", "--profile", "web-stale").err())
        .contains("by its web identity token file", "AccessDenied: not for you");
    assertThat(run(Map.of(), "status", "--profile", "nobody").err())
        .contains("There is no profile nobody", "there are: behind-mfa, chain, closed");
    assertThat(aws.signers()).isEmpty();
  }

  @Test
  @DisplayName(
      "A line that the SDK does not take is told by file and line, and is no matter where keys are in the environment")
  void brokenFile() throws IOException {
    Path credentials = home.resolve(".aws/credentials");
    Files.writeString(
        credentials,
        "[left]\naws_access_key_id = \"AKIAINQUOTESSSSS\"\naws_secret_access_key = s\n");
    Ran quoted =
        run(
            Map.of("AWS_PROFILE", "keys"),
            "adopt",
            "web",
            "--secret",
            "web",
            "--from-profile",
            "left");
    assertThat(quoted.code()).isEqualTo(2);
    assertThat(quoted.err())
        .contains("from-profile: " + credentials + ", line 2: ", "in quotes", "Take them off")
        .doesNotContain("AKIAINQUOTES");
    Files.writeString(credentials, "[default]\naws_access_key_id: AKIAWITHACOLONNN\n");
    assertThat(run(Map.of("AWS_REGION", "us-east-1"), "status").err())
        .contains(credentials.toString(), "line 2", "NAME: VALUE")
        .doesNotContain("bug of Keyturn's");
    Map<String, String> keys =
        Map.of(
            "AWS_ACCESS_KEY_ID", "AKIAENVIRONMENTS",
            "AWS_SECRET_ACCESS_KEY", "s",
            "AWS_REGION", "us-east-1",
            "AWS_ENDPOINT_URL", aws.uri().toString());
    Ran passedOver = run(keys, "status");
    assertThat(passedOver.code()).isZero();
    assertThat(passedOver.err()).contains("Warning: " + credentials, "line 2", "passed over");
    assertThat(aws.signers()).containsOnly("AKIAENVIRONMENTS in us-east-1");
    Files.delete(credentials);
  }

  private static String token(String token, Instant expiry) {
    return "{\"accessToken\":\"%s\",\"expiresAt\":\"%s\",\"region\":\"us-east-1\"}"
        .formatted(token, expiry.truncatedTo(ChronoUnit.SECONDS));
  }

  private void cache(String folder, String algorithm, String name, String content)
      throws IOException {
    Files.writeString(cacheFile(folder, algorithm, name), content);
  }

  private Path cacheFile(String folder, String algorithm, String name) {
    try {
      byte[] hash =
          MessageDigest.getInstance(algorithm).digest(name.getBytes(StandardCharsets.UTF_8));
      return home.resolve(".aws").resolve(folder).resolve(HexFormat.of().formatHex(hash) + ".json");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Ran run(Map<String, String> variables, String... arguments) {
    List<String> command = new ArrayList<>(PackagedJar.command(List.of(arguments)));
    command.add(1, "-Duser.home=" + home);
    Map<String, String> environment = new HashMap<>(variables);
    environment.putIfAbsent(
        "AWS_LOGIN_CACHE_DIRECTORY", home.resolve(".aws/login/cache").toString());
    return Ran.of(home, command, environment);
  }
}
