package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.env.RandomNames;
import dev.keyturn.aws.AwsConnection;
import dev.keyturn.aws.AwsSettings;
import dev.keyturn.emulators.Emulator;
import dev.keyturn.emulators.Ministack;
import dev.keyturn.emulators.Moto;
import dev.keyturn.model.SecretText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * Many accounts on emulators: ministack judges who may assume which role, and moto has an
 * organization with pages and closed accounts.
 */
@Execution(ExecutionMode.CONCURRENT)
class OrganizationIT {
  private static final String MEMBER = "222222222222";
  private static final String WITHOUT_ROLE = "333333333333";
  private static final String PAGES_MEMBER = "666666666666";
  private static final String SECRET = "prod/org/iam";
  private static final String EVERYTHING =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

  /** In ministack the root of an account has the account's ID for its key. */
  private static AwsSettings.Keys root(String account) {
    return new AwsSettings.Keys(account, SecretText.of("test"), Optional.empty());
  }

  private static String trust(String principal) {
    return """
    {"Version": "2012-10-17",
     "Statement": [{"Effect": "Allow", "Principal": {"AWS": "%s"},
                    "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"],
                    "Condition": {"StringEquals": {"sts:ExternalId": "ours"}}}]}
    """
        .formatted(principal);
  }

  private static Shell.Ran type(Emulator emulator, String command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    StopSignal stop = new StopSignal();
    try (AwsConnection aws = emulator.connect()) {
      int exit =
          Cli.run(
              command.split(" "),
              new CliEnvironment(
                  Map.of(),
                  new PrintWriter(out),
                  new PrintWriter(err),
                  Terminal.NONE,
                  Questions.NOBODY,
                  InstantSource.system(),
                  stop,
                  stop,
                  RandomNames::new,
                  reach -> AwsConnector.of(aws)));
      return new Shell.Ran(exit, out.toString(), err.toString());
    }
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @Test
  @DisplayName("A role that trusts us is assumed and its secret looked after; the rest is told")
  void roles() {
    Emulator hub = Ministack.shared();
    Emulator member = hub.as(root(MEMBER));
    try (IamClient ours = hub.iam();
        IamClient theirs = member.iam()) {
      String us = ours.getUser(r -> r.userName("administrator")).user().arn();
      theirs.createUser(r -> r.userName("web"));
      theirs.createRole(r -> r.roleName("keyturn").assumeRolePolicyDocument(trust(us)));
      theirs.putRolePolicy(r -> r.roleName("keyturn").policyName("all").policyDocument(EVERYTHING));
    }
    assertThat(type(member, "adopt web --new-key --secret " + SECRET).exit()).isZero();

    Shell.Ran ran =
        type(
            hub,
            "run --role keyturn --external-id ours --accounts %s,%s"
                .formatted(MEMBER, WITHOUT_ROLE));

    assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(6);
    assertThat(ran.out())
        .containsPattern(MEMBER + " +- +us-east-1 +nothing due +1 fine")
        .containsPattern(WITHOUT_ROLE + " +- +us-east-1 +not reached")
        .contains("{\"StringEquals\":{\"sts:ExternalId\":\"ours\"}}");
    assertThat(type(hub, "run --role keyturn --external-id others --accounts " + MEMBER).out())
        .containsPattern(MEMBER + " +- +us-east-1 +not reached");
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @Test
  @DisplayName("An organization of more than a page is read to its end, closed accounts left out")
  void organization() throws IOException {
    Emulator hub = Moto.empty();
    String first = "";
    organizations(hub, "CreateOrganization", "{\"FeatureSet\":\"ALL\"}");
    for (int i = 0; i < 22; i++) {
      String made =
          organizations(
              hub,
              "CreateAccount",
              "{\"AccountName\":\"a%d\",\"Email\":\"a%d@example.com\"}".formatted(i, i));
      first = first.isEmpty() ? accountId(made) : first;
    }
    organizations(hub, "CloseAccount", "{\"AccountId\":\"%s\"}".formatted(first));

    Shell.Ran ran = type(hub, "status --organization --role keyturn");

    assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out())
        .containsPattern(first + " +a0 +- +left out")
        .contains("22 worked, 1 left out. No secret was worked on.");
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @Test
  @DisplayName("The page's policies of hub and member do, and without one of their actions do not")
  void policiesOfThePage() throws IOException {
    Emulator root = Ministack.shared();
    String organization =
        found("\"Id\": ?\"(o-[a-z0-9]+)\"", organizations(root, "DescribeOrganization", "{}"));
    List<String> page = jsonOfThePage();
    try (IamClient ours = root.iam();
        IamClient theirs = root.as(root(PAGES_MEMBER)).iam()) {
      ours.createUser(r -> r.userName("hub"));
      var key = ours.createAccessKey(r -> r.userName("hub")).accessKey();
      Emulator hub =
          root.as(
              new AwsSettings.Keys(
                  key.accessKeyId(), SecretText.of(key.secretAccessKey()), Optional.empty()));
      String trust =
          page.get(1)
              .replace(
                  "arn:aws:iam::111122223333:role/keyturn-hub",
                  ours.getUser(r -> r.userName("hub")).user().arn())
              .replace("o-exampleorgid", organization)
              // ministack 1.5.33 does not know the key, and so denies whoever sets the identity.
              .replace(", \"sts:SourceIdentity\": \"keyturn\"", "");
      theirs.createRole(r -> r.roleName("keyturn").assumeRolePolicyDocument(trust));
      theirs.putRolePolicy(r -> r.roleName("keyturn").policyName("all").policyDocument(EVERYTHING));

      assertThat(reached(ours, hub, page.getFirst())).as("as the page has them").isTrue();
      assertThat(reached(ours, hub, page.getFirst().replace("sts:AssumeRole", "sts:None")))
          .isFalse();
      theirs.updateAssumeRolePolicy(
          r -> r.roleName("keyturn").policyDocument(trust.replace(organization, "o-anotherone")));
      assertThat(reached(ours, hub, page.getFirst())).as("another organization").isFalse();
    }
  }

  /** Whether somebody with this policy reaches the member. */
  private static boolean reached(IamClient ours, Emulator hub, String policy) {
    ours.putUserPolicy(r -> r.userName("hub").policyName("hub").policyDocument(policy));
    return type(hub, "status --role keyturn --accounts " + PAGES_MEMBER).out().contains("1 worked");
  }

  private static List<String> jsonOfThePage() throws IOException {
    String page = Files.readString(Path.of("docs/organization.md"));
    return Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static String accountId(String reply) {
    return found("\"AccountId\": ?\"(\\d{12})\"", reply);
  }

  private static String found(String pattern, String reply) {
    Matcher found = Pattern.compile(pattern).matcher(reply);
    assertThat(found.find()).as(reply).isTrue();
    return found.group(1);
  }

  /** A request as the SDK would sign it, which has no client for Organizations here. */
  private static String organizations(Emulator emulator, String operation, String body)
      throws IOException {
    AwsSettings.Keys as = emulator.administrator();
    ContentStreamProvider content = ContentStreamProvider.fromUtf8String(body);
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(emulator.endpoint())
            .encodedPath("/")
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("X-Amz-Target", "AWSOrganizationsV20161128." + operation)
            .build();
    var signed =
        AwsV4HttpSigner.create()
            .sign(r ->
                r.identity(AwsBasicCredentials.create(as.id(), as.secret().reveal()))
                    .request(request)
                    .payload(content)
                    .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "organizations")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
    try (SdkHttpClient http = UrlConnectionHttpClient.create()) {
      var reply =
          http.prepareRequest(
                  HttpExecuteRequest.builder()
                      .request(signed.request())
                      .contentStreamProvider(content)
                      .build())
              .call();
      String text =
          new String(reply.responseBody().orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(reply.httpResponse().statusCode()).as(text).isEqualTo(200);
      return text;
    }
  }
}
