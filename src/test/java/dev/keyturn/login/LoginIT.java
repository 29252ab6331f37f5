package dev.keyturn.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each way to log in that the AWS CLI has: it works, it has expired, or it is refused. Each test
 * has a home and a server of its own, so that they run side by side.
 */
@Execution(ExecutionMode.CONCURRENT)
class LoginIT {
  private static final Map<String, String> KEYS =
      Map.of(
          "AWS_ACCESS_KEY_ID", "AKIAENVIRONMENTS",
          "AWS_SECRET_ACCESS_KEY", "s");

  /** What there is without a profile, besides how to log in. */
  private static final Map<String, String> HERE =
      Map.of("AWS_ENDPOINT_URL", "%s", "AWS_REGION", "us-east-1");

  private static final Map<String, String> POD =
      Map.of(
          "AWS_CONTAINER_CREDENTIALS_FULL_URI", "%s/v1/credentials",
          "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "~/good");

  private static final Map<String, String> INSTANCE =
      Map.of(
          "AWS_EC2_METADATA_SERVICE_ENDPOINT", "%s",
          "AWS_EC2_METADATA_DISABLED", "false");

  private static final Map<String, String> WEB =
      Map.of(
          "AWS_WEB_IDENTITY_TOKEN_FILE", "~/good",
          "AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/web");

  @TempDir private Path folder = Path.of("");

  static Stream<Arguments> profiles() {
    return Stream.of(
        Arguments.of("keys", "AKIAKEYSOFPROFIL in eu-west-1"),
        Arguments.of("sso", "ASIAPORTALKEYKEY in eu-central-1"),
        Arguments.of("sso-older", "ASIAPORTALKEYKEY in eu-central-1"),
        Arguments.of("sso-renewed", "ASIAPORTALKEYKEY in eu-central-1"),
        Arguments.of("sign-in", "ASIASIGNINKEYSSS in eu-north-1"),
        Arguments.of("sign-in-renewed", "ASIARENEWEDKEYSS in eu-north-1"),
        Arguments.of("process", "ASIAPROCESSKEYSS in us-east-1"),
        Arguments.of("role", "ASIAPLAINROLEKEY in us-west-2"),
        Arguments.of("chain", "ASIASECONDROLEKE in us-west-2"),
        Arguments.of("external", "ASIAEXTERNALROLE in us-west-2"),
        Arguments.of("web", "ASIAWEBROLEKEYRO in us-west-2"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("profiles")
  @DisplayName("A profile works by its name, as a variable and as an option, at its own endpoints")
  void works(String profile, String signer) {
    try (Home home = new Home(folder)) {
      Ran named = home.run(Map.of(), "status", "--profile", profile);
      assertThat(named.err()).as(named.out()).isEmpty();
      assertThat(home.aws().signers()).isNotEmpty().containsOnly(signer);
      home.aws().forget();
      Ran variable = home.run(Map.of("AWS_PROFILE", profile), "status");
      assertThat(variable).isEqualTo(named);
      assertThat(home.aws().signers()).isNotEmpty().containsOnly(signer);
    }
  }

  static Stream<Arguments> machines() {
    return Stream.of(
        Arguments.of(
            "container",
            with(HERE, Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", "%s/container")),
            "",
            "AKIACONTAINERKEY in us-east-1"),
        Arguments.of("pod identity", with(HERE, POD), "", "ASIAPODIDENTITYS in us-east-1"),
        Arguments.of("instance", with(HERE, INSTANCE), "", "ASIAINSTANCEKEYS in us-east-1"),
        Arguments.of("web identity", with(HERE, WEB), "", "ASIAWEBROLEKEYRO in us-east-1"),
        Arguments.of(
            "credential_source = Environment",
            KEYS,
            "by-environment",
            "ASIAOFENVIRONMEN in us-west-2"),
        Arguments.of(
            "credential_source = EcsContainer",
            POD,
            "by-container",
            "ASIAOFCONTAINERR in us-west-2"),
        Arguments.of(
            "credential_source = Ec2InstanceMetadata",
            INSTANCE,
            "by-instance",
            "ASIAOFINSTANCERO in us-west-2"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("machines")
  @DisplayName("What the machine has is found without a profile, and by one that says where it is")
  void found(String name, Map<String, String> variables, String profile, String signer) {
    try (Home home = new Home(folder)) {
      Ran ran =
          profile.isEmpty()
              ? home.run(variables, "status")
              : home.run(variables, "status", "--profile", profile);
      assertThat(ran.err()).as(name).isEmpty();
      assertThat(home.aws().signers()).isNotEmpty().containsOnly(signer);
    }
  }

  static Stream<Arguments> refusedProfiles() {
    return Stream.of(
        Arguments.of("keys-expired", List.of("ExpiredTokenException", "Renew them")),
        Arguments.of("keys-unknown", List.of("UnrecognizedClientException", "Renew them")),
        Arguments.of(
            "sso-expired",
            List.of("by IAM Identity Center", "Log in: aws sso login --profile sso-expired.")),
        Arguments.of(
            "sso-over",
            List.of("by IAM Identity Center", "Log in: aws sso login --profile sso-over.")),
        Arguments.of(
            "sso-refused",
            List.of(
                "Profile sso-refused gives no credentials (by IAM Identity Center)",
                "Session token not found or invalid",
                "Log in: aws sso login --profile sso-refused.")),
        Arguments.of(
            "sign-in-none", List.of("by aws login", "Log in: aws login --profile sign-in-none.")),
        Arguments.of(
            "sign-in-over", List.of("by aws login", "Log in: aws login --profile sign-in-over.")),
        Arguments.of("process-expired", List.of("ExpiredTokenException", "Renew them")),
        Arguments.of("process-fails", List.of("by its credential_process", "the vault is sealed")),
        Arguments.of(
            "closed",
            List.of("by the role that it assumes", "AccessDenied: not for you", "role/closed")),
        Arguments.of(
            "role-expired",
            List.of("by the role that it assumes", "ExpiredTokenException: it is over")),
        Arguments.of(
            "web-expired",
            List.of("by its web identity token file", "ExpiredTokenException: it is over")),
        Arguments.of(
            "web-refused", List.of("by its web identity token file", "AccessDenied: not for you")),
        Arguments.of("web-missing", List.of("by its web identity token file", "not-there")),
        Arguments.of(
            "by-environment", List.of("by the role that it assumes", "Unable to load credentials")),
        Arguments.of(
            "nobody",
            List.of("There is no profile nobody", "there are: behind-mfa, by-container")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedProfiles")
  @DisplayName("A login that has expired or is refused is told by profile, way and remedy")
  void refused(String profile, List<String> told) {
    try (Home home = new Home(folder)) {
      Ran ran = home.run(Map.of(), "status", "--profile", profile);
      assertThat(ran.err())
          .contains(told)
          .doesNotContain("NOTTOBESHOWN", "bug of Keyturn's", "refresh-token");
      assertThat(ran.code()).isEqualTo(6);
      assertThat(home.aws().signers()).allMatch(LoginServer::refuses);
    }
  }

  static Stream<Arguments> refusedMachines() {
    return Stream.of(
        Arguments.of(
            "pod identity, expired",
            with(HERE, with(POD, Map.of("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "~/stale"))),
            List.of("(by the role of its container)", "the service account's token is over")),
        Arguments.of(
            "pod identity, no token",
            with(HERE, with(POD, Map.of("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "~/none"))),
            List.of("(by the role of its container)", "/none")),
        Arguments.of(
            "container, elsewhere",
            with(
                HERE, Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://192.0.2.1/credentials")),
            List.of("(by the role of its container)", "AWS_CONTAINER_CREDENTIALS_FULL_URI")),
        Arguments.of(
            "web identity, expired",
            with(HERE, with(WEB, Map.of("AWS_WEB_IDENTITY_TOKEN_FILE", "~/stale"))),
            List.of(
                "The environment gives no credentials (by its web identity token file)",
                "ExpiredTokenException: it is over")),
        Arguments.of(
            "instance, no role",
            with(HERE, INSTANCE),
            List.of("No AWS credentials were found", "no role of a container or an instance")),
        Arguments.of(
            "by-container, expired",
            with(
                with(POD, Map.of("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "~/stale")),
                Map.of("AWS_PROFILE", "by-container")),
            List.of("Profile by-container gives no credentials", "token is over")),
        Arguments.of(
            "by-instance, no role",
            with(INSTANCE, Map.of("AWS_PROFILE", "by-instance")),
            List.of("Profile by-instance gives no credentials", "by the role that it assumes")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedMachines")
  @DisplayName("What the machine has and cannot be used is told by its way")
  void notFound(String name, Map<String, String> variables, List<String> told) {
    try (Home home = new Home(folder)) {
      home.aws().takeInstanceRole();
      Ran ran = home.run(variables, "status");
      assertThat(ran.err()).as(name).contains(told).doesNotContain("bug of Keyturn's");
      assertThat(home.aws().signers()).isEmpty();
    }
  }

  @Test
  @DisplayName(
      "A profile that is typed outranks keys and a Region of the environment as with the AWS CLI")
  void typed() {
    try (Home home = new Home(folder)) {
      Map<String, String> others = with(KEYS, Map.of("AWS_PROFILE", "sso"));
      home.run(others, "status", "--profile", "keys");
      assertThat(home.aws().signers()).containsOnly("AKIAKEYSOFPROFIL in eu-west-1");
      home.aws().forget();
      home.run(others, "status", "--profile", "keys", "--region", "ca-west-1");
      assertThat(home.aws().signers()).containsOnly("AKIAKEYSOFPROFIL in ca-west-1");
      home.aws().forget();
      home.run(Map.of("AWS_DEFAULT_REGION", "sa-east-1"), "status", "--profile", "keys");
      assertThat(home.aws().signers()).containsOnly("AKIAKEYSOFPROFIL in sa-east-1");
    }
  }

  @Test
  @DisplayName(
      "A role behind an MFA device is assumed with the code, and says so where there is none")
  void device() {
    try (Home home = new Home(folder)) {
      home.run(Map.of(), "status", "--profile", "mfa", "--mfa-code", LoginServer.GOOD_CODE);
      assertThat(home.aws().signers()).containsOnly("ASIAMFAROLEKEYRO in us-west-2");
      home.aws().forget();
      home.run(Map.of(), "status", "--profile", "behind-mfa", "--mfa-code", LoginServer.GOOD_CODE);
      assertThat(home.aws().signers()).containsOnly("ASIABEHINDROLEKE in us-west-2");
      assertThat(home.aws().asked()).containsExactly("AssumeRole mfa", "AssumeRole behind");
      home.aws().forget();
      assertThat(home.run(Map.of(), "status", "--profile", "mfa").err())
          .contains("Profile mfa wants a code of the MFA device", "--mfa-code CODE");
      assertThat(home.run(Map.of(), "status", "--profile", "mfa", "--mfa-code", "654321").err())
          .contains("Profile mfa gives no credentials", "AccessDenied: not for you");
      assertThat(home.aws().signers()).isEmpty();
    }
  }

  @Test
  @DisplayName("On a terminal the code is asked for there, again where it is no code, and once")
  void terminal() {
    try (Home home = new Home(folder)) {
      OnTerminal good =
          OnTerminal.of(
              home, List.of("status", "--profile", "mfa"), "12345x", LoginServer.GOOD_CODE);
      assertThat(good.shown())
          .contains(
              "Code of the MFA device arn:aws:iam::123456789012:mfa/somebody (profile mfa): ");
      assertThat(good.times("Code of the MFA device")).isEqualTo(2);
      assertThat(good.code()).as(good.shown()).isZero();
      assertThat(home.aws().signers()).containsOnly("ASIAMFAROLEKEYRO in us-west-2");
      assertThat(home.aws().asked()).containsExactly("AssumeRole mfa");
      OnTerminal wrong = OnTerminal.of(home, List.of("status", "--profile", "mfa"), "654321");
      assertThat(wrong.shown()).contains("AccessDenied: not for you");
      assertThat(wrong.times("Code of the MFA device")).isEqualTo(1);
    }
  }

  @Test
  @DisplayName(
      "A line that the SDK does not take is told by file and line, and is no matter where keys are in the environment")
  void brokenFile() throws IOException {
    try (Home home = new Home(folder)) {
      Path credentials = folder.resolve(".aws/credentials");
      Files.writeString(
          credentials,
          "[left]\naws_access_key_id = \"AKIAINQUOTESSSSS\"\naws_secret_access_key = s\n");
      Ran quoted =
          home.run(
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
      assertThat(home.run(Map.of("AWS_REGION", "us-east-1"), "status").err())
          .contains(credentials.toString(), "line 2", "NAME: VALUE")
          .doesNotContain("bug of Keyturn's");
      Ran passedOver = home.run(with(HERE, KEYS), "status");
      assertThat(passedOver.code()).isZero();
      assertThat(passedOver.err()).contains("Warning: " + credentials, "line 2", "passed over");
      assertThat(home.aws().signers()).containsOnly("AKIAENVIRONMENTS in us-east-1");
    }
  }

  private static Map<String, String> with(Map<String, String> these, Map<String, String> those) {
    Map<String, String> all = new HashMap<>(these);
    all.putAll(those);
    return all;
  }
}
