package dev.keyturn.sim;

import static dev.keyturn.sim.Sdk.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.core.PropagationDelays;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ReportStateType;
import software.amazon.awssdk.services.iam.model.SummaryKeyType;

class AccountTest {
  private final World world =
      WorldBuilder.seeded(5)
          .lag(PropagationDelays.none())
          .user(
              "alice",
              user -> user.key(Duration.ofDays(100)).used(Duration.ofDays(2), "s3", "eu-west-1"))
          .build();
  private final IamClient iam = Sdk.of(world).iam();

  @Test
  @DisplayName("A credential report has to be asked for, and takes a while")
  void report() {
    assertThat(refusal(() -> iam.getCredentialReport())).isEqualTo("ReportNotPresent 410");
    assertThat(iam.generateCredentialReport().state()).isEqualTo(ReportStateType.STARTED);
    assertThat(refusal(() -> iam.getCredentialReport())).isEqualTo("ReportInProgress 404");
    assertThat(iam.generateCredentialReport().state()).isEqualTo(ReportStateType.INPROGRESS);
    world.advance(Duration.ofSeconds(2));
    assertThat(iam.generateCredentialReport().state()).isEqualTo(ReportStateType.COMPLETE);

    List<String> lines = lines();
    assertThat(lines.getFirst()).startsWith("user,arn,user_creation_time,password_enabled,");
    assertThat(lines.get(0).split(",")).hasSize(22);
    assertThat(lines).allMatch(line -> line.split(",").length == 22);
    assertThat(lines.get(1)).startsWith("<root_account>,arn:aws:iam::123456789012:root,");
    assertThat(lines.get(2))
        .contains(",true,2025-10-07T12:00:00Z,2026-01-13T12:00:00Z,eu-west-1,s3,false,N/A")
        .doesNotContain(world.credentials("alice", 0).accessKeyId());
  }

  @Test
  @DisplayName("Root comes first, then users without regard to case, in lines that nothing ends")
  void reportForm() {
    iam.createUser(create -> create.userName("Bob"));
    iam.createUser(create -> create.userName("carol"));
    String csv = csv();
    assertThat(csv).doesNotEndWith("\n").doesNotContain("\r");
    assertThat(csv.lines().map(line -> line.substring(0, line.indexOf(','))))
        .containsExactly("user", "<root_account>", "alice", "Bob", "carol");
    assertThat(csv.lines().toList().get(1).split(","))
        .containsSubsequence("true", "no_information", "not_supported", "true", "false", "N/A");
  }

  @Test
  @DisplayName("A key that is switched off keeps the date of its creation; slots go by key ID")
  void reportOfKeys() {
    String young = iam.createAccessKey(it -> it.userName("alice")).accessKey().accessKeyId();
    String old = world.credentials("alice", 0).accessKeyId();
    world.advance(Duration.ofDays(1));
    iam.updateAccessKey(it -> it.userName("alice").accessKeyId(old).status("Inactive"));
    List<String> alice = List.of(csv().lines().toList().get(2).split(","));

    List<String> slotOfOld = alice.subList(old.compareTo(young) < 0 ? 8 : 13, 22);
    List<String> slotOfYoung = alice.subList(old.compareTo(young) < 0 ? 13 : 8, 22);
    assertThat(slotOfOld).startsWith("false", "2025-10-07T12:00:00Z", "2026-01-13T12:00:00Z");
    assertThat(slotOfYoung).startsWith("true", "2026-01-15T12:00:00Z", "N/A", "N/A", "N/A");
  }

  @Test
  @DisplayName("For four hours the old report is told, then it has expired")
  void reportCache() {
    iam.generateCredentialReport();
    iam.createUser(create -> create.userName("bob"));
    world.advance(Duration.ofHours(3));
    iam.generateCredentialReport();
    assertThat(lines()).hasSize(3);
    world.advance(Duration.ofHours(1));
    assertThat(refusal(() -> iam.getCredentialReport())).isEqualTo("ReportExpired 410");
    assertThat(iam.generateCredentialReport().state()).isEqualTo(ReportStateType.STARTED);
    world.advance(Duration.ofSeconds(2));
    assertThat(lines()).hasSize(4);
  }

  @Test
  @DisplayName("The summary tells the quota of two keys a user")
  void summary() {
    assertThat(iam.getAccountSummary().summaryMap())
        .containsEntry(SummaryKeyType.USERS, 1)
        .containsEntry(SummaryKeyType.ACCESS_KEYS_PER_USER_QUOTA, 2);
  }

  private String csv() {
    iam.generateCredentialReport();
    world.advance(Duration.ofSeconds(2));
    return iam.getCredentialReport().content().asUtf8String();
  }

  private List<String> lines() {
    return iam.getCredentialReport().content().asUtf8String().lines().toList();
  }
}
