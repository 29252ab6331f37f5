package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.fleet.Fleet;
import dev.keyturn.fleet.FoundSecrets;
import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.TaggedSecrets;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads: whole or not at all. */
class ReadsTest {
  private static final UserName USER = new UserName("app");
  private static final AccessKeyId KEY = new AccessKeyId("AKIAKEYKEYKEYKEYKEY1");
  private static final VersionId VERSION = new VersionId("v".repeat(32));

  private static <T> ReadResult<T> read(
      Function<AwsConnection, ReadResult<T>> call, ScriptedReply... script) {
    try (ScriptedServer server = new ScriptedServer(script);
        AwsConnection aws = Connections.to(server)) {
      ReadResult<T> result = call.apply(aws);
      assertThat(server.received()).hasSize(script.length);
      return result;
    }
  }

  private static ScriptedReply page(String status, String more) {
    String keys =
        status.isEmpty()
            ? ""
            : """
            <member><UserName>app</UserName><AccessKeyId>AKIA%1$SKEYKEYKEY</AccessKeyId>
            <Status>%1$s</Status><CreateDate>2026-03-01T00:00:00Z</CreateDate></member>
            """
                .formatted(status);
    return ScriptedReply.query(
        "ListAccessKeys", "<AccessKeyMetadata>%s</AccessKeyMetadata>%s".formatted(keys, more));
  }

  private static String more(String marker) {
    return "<IsTruncated>true</IsTruncated><Marker>%s</Marker>".formatted(marker);
  }

  @Test
  @DisplayName("Pages are read to the last, short and empty ones included")
  void pages() {
    ReadResult<List<AccessKey>> keys =
        read(
            aws -> aws.accessKeys().list(USER),
            page("Active", more("a")),
            page("", more("b")),
            page("Inactive", "<IsTruncated>false</IsTruncated>"));
    assertThat(keys)
        .isInstanceOfSatisfying(
            ReadResult.Got.class,
            got ->
                assertThat((List<?>) got.value())
                    .extracting("status")
                    .containsExactly(KeyStatus.ACTIVE, KeyStatus.INACTIVE));
  }

  @Test
  @DisplayName("A page that fails fails the whole list")
  void failingPage() {
    assertThat(
            read(
                aws -> aws.accessKeys().list(USER),
                page("Active", more("a")),
                ScriptedReply.queryError(403, "AccessDenied", "no")))
        .isEqualTo(new ReadResult.Failed<>(new Failure.Denied("iam:ListAccessKeys", false, "no")));
  }

  @Test
  @DisplayName("Pages that go round in a circle are no list")
  void circle() {
    assertThat(
            read(
                aws -> aws.accessKeys().list(USER),
                page("Active", more("a")),
                page("Active", more("a"))))
        .isInstanceOf(ReadResult.Failed.class);
  }

  @Test
  @DisplayName("A status that did not exist when this was built is neither Active nor an error")
  void newStatus() {
    assertThat(read(aws -> aws.accessKeys().list(USER), page("Expired", "")).toString())
        .contains("OTHER");
    assertThat(read(aws -> aws.accessKeys().list(USER), page("Quarantined", "")).toString())
        .contains("OTHER");
  }

  private static LastUse lastUse(ScriptedReply act) {
    try (ScriptedServer server = new ScriptedServer(act);
        AwsConnection aws = Connections.to(server)) {
      return aws.accessKeys().lastUse(KEY);
    }
  }

  @Test
  @DisplayName("A key without a date of use was never used; one that IAM hides is unknown")
  void lastUse() {
    String never =
        "<AccessKeyLastUsed><ServiceName>N/A</ServiceName><Region>N/A</Region></AccessKeyLastUsed>";
    assertThat(lastUse(ScriptedReply.query("GetAccessKeyLastUsed", never)))
        .isEqualTo(new LastUse.Never());
    assertThat(lastUse(ScriptedReply.query("GetAccessKeyLastUsed", "")))
        .isInstanceOf(LastUse.Unknown.class);
    assertThat(lastUse(ScriptedReply.queryError(403, "AccessDenied", "x")))
        .isInstanceOfSatisfying(
            LastUse.Unknown.class,
            unknown -> assertThat(unknown.why()).contains("grant iam:GetAccessKeyLastUsed"));
  }

  @Test
  @DisplayName("A list of secrets that breaks off is asked for again, and then has failed")
  void halfAList() {
    String all = "{\"SecretList\": [], \"padding\": \"" + " ".repeat(64) + "\"}";
    ScriptedReply half = new ScriptedReply.CutShort(200, all);
    assertThat(read(aws -> aws.secrets().listTagged(Set.of()), half, ScriptedReply.ok(all)))
        .isInstanceOf(ReadResult.Got.class);
    assertThat(read(aws -> aws.secrets().listTagged(Set.of()), half, half, half))
        .isInstanceOfSatisfying(
            ReadResult.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.Unreachable.class));
  }

  @Test
  @DisplayName("A user whose reply lacks what it must have is not a user")
  void halfAUser() {
    assertThat(
            read(
                aws -> aws.accessKeys().user(USER),
                ScriptedReply.query("GetUser", "<User><UserName>app</UserName></User>")))
        .isEqualTo(
            new ReadResult.Failed<>(
                new Failure.ServerError("iam:GetUser", "the reply has no UserId")));
  }

  private static ReadResult<VersionValue> value(ScriptedReply... script) {
    return read(aws -> aws.secrets().value("app", VERSION), script);
  }

  @Test
  @DisplayName("A placeholder has no value; a secret that is gone is absent; binary is not for us")
  void values() {
    String words = "Secrets Manager can't find the specified secret";
    assertThat(
            value(
                ScriptedReply.jsonError(
                    400, "ResourceNotFoundException", words + " value for VersionId: v")))
        .isEqualTo(new ReadResult.Got<>(new VersionValue.Absent()));
    ScriptedReply gone = ScriptedReply.jsonError(400, "ResourceNotFoundException", words + ".");
    assertThat(value(gone, gone)).isEqualTo(new ReadResult.Absent<>());
    assertThat(value(ScriptedReply.ok("{\"ARN\": \"a\", \"SecretBinary\": \"AAEC\"}")))
        .isEqualTo(new ReadResult.Got<>(SecretFormat.binary()));
    assertThat(
            value(
                ScriptedReply.jsonError(
                    400, "InvalidRequestException", "the secret was marked for deletion")))
        .isInstanceOf(ReadResult.Failed.class);
  }

  @Test
  @DisplayName("Two versions under one label are no basis for anything")
  void twoVersions() {
    String twice =
        """
        {"ARN": "a", "Name": "n", "VersionIdsToStages":
          {"%s": ["AWSCURRENT"], "%s": ["AWSCURRENT"]}}
        """
            .formatted("a".repeat(32), "b".repeat(32));
    assertThat(read(aws -> aws.secrets().describe("n"), ScriptedReply.ok(twice)))
        .isEqualTo(
            new ReadResult.Failed<>(
                new Failure.ServerError(
                    "secretsmanager:DescribeSecret",
                    "the reply has two versions labelled " + StagingLabel.AWSCURRENT)));
  }

  @Test
  @DisplayName("A replica is told by its primary's Region, and left to that")
  void replicas() {
    String secret =
        "{\"ARN\": \"arn:aws:secretsmanager:%s:111122223333:secret:%s-a1B2c3\", \"Name\": \"%2$s\", \"PrimaryRegion\": \"eu-west-1\", \"Tags\": [{\"Key\": \"keyturn:user-id\"}]}";
    String primary = secret.formatted("eu-west-1", "one");
    String replica = secret.formatted("eu-central-1", "two");
    for (String each : List.of(primary, replica)) {
      assertThat(read(aws -> aws.secrets().describe("n"), ScriptedReply.ok(each)))
          .isInstanceOfSatisfying(
              ReadResult.Got.class,
              got -> assertThat(got.value()).extracting("replica").isEqualTo(each.equals(replica)));
    }
    String both = "{\"SecretList\": [%s, %s]}".formatted(primary, replica);
    assertThat(read(aws -> Fleet.find(aws.secrets(), ""), ScriptedReply.ok(both)))
        .isEqualTo(new ReadResult.Got<>(FoundSecrets.named(List.of(ManagedSecret.of("one")))));
  }

  @Test
  @DisplayName("Secrets are read to the last page")
  void secrets() {
    String entry =
        "{\"ARN\": \"arn:%s\", \"Name\": \"%s\", \"Tags\": [{\"Key\": \"t\", \"Value\": \"1\"}]}";
    ReadResult<TaggedSecrets> secrets =
        read(
            aws -> aws.secrets().listTagged(Set.of("t")),
            ScriptedReply.ok(
                "{\"SecretList\": [%s], \"NextToken\": \"x\"}".formatted(entry.formatted(1, 1))),
            ScriptedReply.ok("{\"SecretList\": [], \"NextToken\": \"y\"}"),
            ScriptedReply.ok("{\"SecretList\": [%s]}".formatted(entry.formatted(2, 2))));
    assertThat(names(secrets)).containsExactly("1", "2");
  }

  private static List<String> names(ReadResult<TaggedSecrets> listed) {
    return listed instanceof ReadResult.Got<TaggedSecrets>(TaggedSecrets got)
        ? got.secrets().stream().map(SecretDescription::name).toList()
        : List.of("not listed: " + listed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "5",
        "[]",
        "\"x\"",
        "{'ARN': 5, 'Name': 'odd'}",
        "{'ARN': {}, 'Name': 'odd'}",
        "{'ARN': ['a'], 'Name': 'odd'}",
        "{'ARN': 'a'}",
        "{'ARN': 'a', 'Name': {}}",
        "{'ARN': 'a', 'Name': 'odd', 'Tags': 'x'}",
        "{'ARN': 'a', 'Name': 'odd', 'Tags': {}}",
        "{'ARN': 'a', 'Name': 'odd', 'Tags': ['x']}",
        "{'ARN': 'a', 'Name': 'odd', 'Tags': [null]}",
        "{'ARN': 'a', 'Name': 'odd', 'Tags': [{'Key': 5}]}",
        "{'ARN': 'a', 'Name': 'odd', 'Tags': [{'Value': 'no key'}]}",
        "{'ARN': 'a', 'Name': 'odd', 'Tags': [{'Key': 't', 'Value': {}}]}",
        "{'ARN': 'a', 'Name': 'odd', 'DeletedDate': 'x'}",
        "{'ARN': 'a', 'Name': 'odd', 'DeletedDate': true}",
        "{'ARN': 'a', 'Name': 'odd', 'DeletedDate': 1e999}",
        "{'ARN': 'a', 'Name': 'odd', 'CreatedDate': -1e999999}",
        "{'ARN': 'a', 'Name': 'odd', 'RotationEnabled': 'yes'}",
        "{'ARN': 'a', 'Name': 'odd', 'SecretVersionsToStages': []}",
        "{'ARN': 'a', 'Name': 'odd', 'SecretVersionsToStages': {'v': 'AWSCURRENT'}}",
        "{'ARN': 'a', 'Name': 'odd', 'SecretVersionsToStages': {'v': [null]}}",
        "{'ARN': 'a', 'Name': 'odd', 'SecretVersionsToStages': {'too short': ['AWSCURRENT']}}"
      })
  @DisplayName("An entry that cannot be read is told by itself, and the others are read")
  void oddEntry(String odd) {
    String good =
        "{\"ARN\": \"arn:%s\", \"Name\": \"%s\", \"Tags\": [{\"Key\": \"t\"}], \"RotationRules\": \"of no interest\"}";
    ReadResult<TaggedSecrets> listed =
        read(
            aws -> aws.secrets().listTagged(Set.of("t")),
            ScriptedReply.ok(
                "{\"SecretList\": [%s, %s, %s]}"
                    .formatted(
                        good.formatted(1, "first"),
                        odd.replace('\'', '"'),
                        good.formatted(2, "second"))));
    assertThat(names(listed)).containsExactly("first", "second");
    assertThat(((ReadResult.Got<TaggedSecrets>) listed).value().unreadable())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.failure())
              .isInstanceOfSatisfying(
                  Failure.ServerError.class,
                  failure -> assertThat(failure.detail()).startsWith("the reply has no"));
          assertThat(entry.words())
              .isIn("odd", "a", "(entry 2 of a page of ListSecrets)")
              .matches(words -> !odd.contains("'Name': 'odd'") || words.equals("odd"));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{\"SecretList\": {}}", "{\"SecretList\": [], \"NextToken\": 5}"})
  @DisplayName("A page that cannot be read fails the whole list, as nobody knows what is missing")
  void oddPage(String page) {
    assertThat(read(aws -> aws.secrets().listTagged(Set.of("t")), ScriptedReply.ok(page)))
        .isInstanceOfSatisfying(
            ReadResult.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.ServerError.class));
  }

  @Test
  @DisplayName("A tag or a label that is nothing makes a description unreadable, and is no bug")
  void nothings() {
    for (String odd :
        List.of(
            "\"Tags\": [null]",
            "\"VersionIdsToStages\": {\"%s\": [null]}".formatted("a".repeat(32)))) {
      assertThat(
              read(
                  aws -> aws.secrets().describe("n"),
                  ScriptedReply.ok("{\"ARN\": \"a\", \"Name\": \"n\", %s}".formatted(odd))))
          .as(odd)
          .isInstanceOf(ReadResult.Failed.class);
    }
  }
}
