package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccountId;
import dev.keyturn.model.UserName;
import dev.keyturn.port.Failure;
import dev.keyturn.port.MemberAccount;
import dev.keyturn.port.OrganizationLists;
import dev.keyturn.port.ReadResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;

/** Where roles of other accounts and Organizations are asked for, and what with. */
class RoleSessionsTest {
  private static final MemberRole ROLE =
      new MemberRole(
          new AccountId("222222222222"),
          "ops/keyturn",
          Optional.of("ours"),
          "keyturn-a",
          "keyturn");

  private final List<String> hosts = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private Instant now = Instant.parse("2031-05-06T07:08:09Z");
  private int sessions;
  private boolean refusing;

  private AwsConnection hub(String region) {
    return AwsConnection.connect(settings(region));
  }

  private AwsSettings settings(String region) {
    return AwsSettings.ambient(() -> now)
        .with(Retries.IMMEDIATE)
        .withHttp(() -> new RecordingHttp(this::answer))
        .withRegion(region)
        .with(new AwsSettings.Keys("AKIAHUB", Connections.SECRET, Optional.empty()));
  }

  private HttpExecuteResponse answer(HttpExecuteRequest request) {
    hosts.add(request.httpRequest().host());
    bodies.add(body(request));
    if (request.httpRequest().host().startsWith("organizations")) {
      return ScriptedHttp.answer(
          200,
          Map.of(),
          """
          {"Accounts": [{"Id": "222222222222", "Name": "web", "State": "PENDING_CLOSURE"},
                        {"Id": "333333333333", "Status": "ACTIVE"},
                        {"Id": "444444444444", "State": "FROZEN"}], "NextToken": "n"}
          """);
    }
    if (refusing) {
      return ScriptedHttp.answer(
          403,
          Map.of(),
          "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>");
    }
    sessions++;
    return ScriptedHttp.answer(
        200,
        Map.of(),
        """
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
        <Credentials><AccessKeyId>ASIA%d</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
        <SessionToken>t</SessionToken><Expiration>%s</Expiration></Credentials>
        </AssumeRoleResult></AssumeRoleResponse>
        """
            .formatted(sessions, now.plus(Duration.ofHours(1))));
  }

  private static String body(HttpExecuteRequest request) {
    try (var stream = request.contentStreamProvider().orElseThrow().newStream()) {
      return URLDecoder.decode(
          new String(stream.readAllBytes(), StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "eu-central-1,   aws,        sts.eu-central-1.amazonaws.com",
    "cn-north-1,     aws-cn,     sts.cn-north-1.amazonaws.com.cn",
    "us-gov-west-1,  aws-us-gov, sts.us-gov-west-1.amazonaws.com",
    "eusc-de-east-1, aws-eusc,   sts.eusc-de-east-1.amazonaws.eu"
  })
  @DisplayName("A role is assumed at its Region's endpoint, by an ARN of its partition")
  void partition(String region, String partition, String host) {
    try (AwsConnection aws = hub(region)) {
      assertThat(aws.session(ROLE).begin()).isInstanceOf(ReadResult.Got.class);
    }
    assertThat(hosts).containsExactly(host);
    assertThat(bodies.getFirst())
        .contains(
            "RoleArn=arn:%s:iam::222222222222:role/ops/keyturn".formatted(partition),
            "RoleSessionName=keyturn-a",
            "SourceIdentity=keyturn",
            "ExternalId=ours");
  }

  @Test
  @DisplayName("A session is kept, renewed in its last ten minutes, and does while that fails")
  void renewal() {
    try (AwsConnection aws = hub("eu-central-1")) {
      RoleSession session = aws.session(ROLE);
      session.begin();
      now = now.plus(Duration.ofMinutes(49));
      session.begin();
      assertThat(sessions).isEqualTo(1);

      refusing = true;
      now = now.plus(Duration.ofMinutes(2));
      assertThat(session.begin()).isInstanceOf(ReadResult.Got.class);
      assertThat(hosts).hasSize(2);
      session.begin();
      assertThat(hosts).as("not asked again at once").hasSize(2);

      refusing = false;
      now = now.plus(Duration.ofMinutes(1));
      session.begin();
      assertThat(sessions).isEqualTo(2);

      refusing = true;
      now = now.plus(Duration.ofMinutes(59));
      assertThat(session.begin()).isInstanceOf(ReadResult.Failed.class);
    }
  }

  @Test
  @DisplayName("An account is asked at one pace, in however many Regions; another at its own")
  void pace() {
    List<Duration> waits = new ArrayList<>();
    AwsSettings slow = settings("eu-central-1").with(Pace.of(1, 1, () -> now, waits::add));
    try (AwsConnection aws = AwsConnection.connect(slow)) {
      RoleSession session = aws.session(ROLE);
      list(aws, session, "eu-central-1", 20);
      list(aws, aws.session(ROLE), "eu-central-1", 20);
      assertThat(waits).isEmpty();
      list(aws, session, "us-east-1", 1);
      assertThat(waits).containsExactly(Duration.ofSeconds(1));
    }
  }

  private static void list(AwsConnection hub, RoleSession session, String region, int times) {
    try (AwsConnection there = hub.as(session, region)) {
      for (int i = 0; i < times; i++) {
        there.accessKeys().list(new UserName("web"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "eu-central-1,   organizations.us-east-1.amazonaws.com",
    "cn-north-1,     organizations.cn-northwest-1.amazonaws.com.cn",
    "us-gov-east-1,  organizations.us-gov-west-1.amazonaws.com"
  })
  @DisplayName("Organizations is asked where its partition has it, whatever our Region")
  void organizations(String region, String host) {
    try (AwsConnection aws = hub(region)) {
      aws.organization().accounts(Optional.of("token"));
    }
    assertThat(hosts).containsExactly(host);
    assertThat(bodies.getFirst()).isEqualTo("{\"NextToken\":\"token\"}");
  }

  @Test
  @DisplayName("An account's state is State, else Status; a word that is not known stays unknown")
  void states() {
    try (AwsConnection aws = hub("eu-central-1")) {
      assertThat(aws.organization().accounts(Optional.empty()))
          .isEqualTo(
              new ReadResult.Got<>(
                  new OrganizationLists.Page<>(
                      List.of(
                          account("222222222222", "web", MemberAccount.State.PENDING_CLOSURE),
                          account("333333333333", "", MemberAccount.State.ACTIVE),
                          account("444444444444", "", MemberAccount.State.UNKNOWN)),
                      Optional.of("n"))));
    }
  }

  @Test
  @DisplayName("A role that is denied is a failure that names sts:AssumeRole")
  void denied() {
    refusing = true;
    try (AwsConnection aws = hub("eu-central-1")) {
      assertThat(aws.session(ROLE).begin())
          .isEqualTo(new ReadResult.Failed<>(new Failure.Denied("sts:AssumeRole", false, "no")));
    }
  }

  private static MemberAccount account(String id, String name, MemberAccount.State state) {
    return new MemberAccount(new AccountId(id), name, state);
  }
}
