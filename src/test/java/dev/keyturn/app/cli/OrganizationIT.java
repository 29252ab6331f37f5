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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * Many accounts on emulators: ministack judges who may assume which role, and moto has an
 * organization with pages and closed accounts.
 */
class OrganizationIT {
  private static final String MEMBER = "222222222222";
  private static final String WITHOUT_ROLE = "333333333333";
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

  @Test
  @DisplayName("An organization of more than a page is read to its end, closed accounts left out")
  void organization() throws IOException, InterruptedException {
    Emulator hub = Moto.trusting();
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

  private static String accountId(String reply) {
    Matcher found = Pattern.compile("\"AccountId\": ?\"(\\d{12})\"").matcher(reply);
    assertThat(found.find()).as(reply).isTrue();
    return found.group(1);
  }

  /** A request that nobody checks the signature of, and that names the service by it. */
  private static String organizations(Emulator emulator, String operation, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(emulator.endpoint())
            .header("X-Amz-Target", "AWSOrganizationsV20161128." + operation)
            .header("Content-Type", "application/x-amz-json-1.1")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=%s/20260101/us-east-1/organizations/aws4_request, SignedHeaders=host, Signature=00"
                    .formatted(emulator.administrator().id()))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> reply = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
      return reply.body();
    }
  }
}
