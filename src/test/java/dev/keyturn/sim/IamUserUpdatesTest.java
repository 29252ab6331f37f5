package dev.keyturn.sim;

import static dev.keyturn.sim.Sdk.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.core.PropagationDelays;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/** UpdateUser, and what is asked for before a user is deleted. */
class IamUserUpdatesTest {
  private final World world =
      WorldBuilder.seeded(3)
          .lag(PropagationDelays.none())
          .user("alice", user -> user.key(Duration.ofDays(1)).permit("iam:GetUser"))
          .user("bob")
          .build();
  private final Sdk admin = Sdk.of(world);
  private final IamClient iam = admin.iam();

  @Test
  @DisplayName("A user that is renamed keeps its ID, its keys, its tags and what it may do")
  void renamed() {
    iam.tagUser(tag -> tag.userName("alice").tags(Tag.builder().key("team").value("blue").build()));
    User before = user("alice");
    Sdk alice = admin.as(world.credentials("alice", 0));

    iam.updateUser(update -> update.userName("Alice").newUserName("carol"));

    User after = user("carol");
    assertThat(after.userId()).isEqualTo(before.userId());
    assertThat(after.createDate()).isEqualTo(before.createDate());
    assertThat(after.tags()).isEqualTo(before.tags());
    assertThat(after.arn()).isEqualTo("arn:aws:iam::123456789012:user/carol");
    assertThat(refusal(() -> user("alice"))).isEqualTo("NoSuchEntity 404");
    assertThat(iam.listAccessKeys(list -> list.userName("carol")).accessKeyMetadata())
        .singleElement()
        .satisfies(key -> assertThat(key.userName()).isEqualTo("carol"));
    assertThat(alice.sts().getCallerIdentity().arn()).endsWith(":user/carol");
    assertThat(alice.iam().getUser().user().userName()).isEqualTo("carol");
  }

  @Test
  @DisplayName("A user made anew under the name that was left may do nothing")
  void nameLeft() {
    iam.updateUser(update -> update.userName("alice").newUserName("carol"));
    iam.createUser(create -> create.userName("alice"));
    var key = iam.createAccessKey(create -> create.userName("alice")).accessKey();
    IamClient other = admin.as(new Credentials(key.accessKeyId(), key.secretAccessKey())).iam();
    assertThat(refusal(other::getUser)).isEqualTo("AccessDenied 403");
  }

  @Test
  @DisplayName("A path can be changed alone, and a name in its case alone")
  void pathAndCase() {
    iam.updateUser(update -> update.userName("alice").newPath("/bots/"));
    assertThat(user("alice").arn()).isEqualTo("arn:aws:iam::123456789012:user/bots/alice");
    iam.updateUser(update -> update.userName("alice").newUserName("ALICE"));
    assertThat(user("alice").userName()).isEqualTo("ALICE");
    assertThat(user("alice").path()).isEqualTo("/bots/");
    iam.updateUser(update -> update.userName("alice"));
    assertThat(iam.listUsers().users()).hasSize(2);
  }

  @Test
  @DisplayName("A name that another has, and what is no name or path, are refused")
  void refused() {
    assertThat(refusal(() -> iam.updateUser(update -> update.userName("alice").newUserName("BOB"))))
        .isEqualTo("EntityAlreadyExists 409");
    assertThat(
            refusal(() ->
                iam.updateUser(update -> update.userName("alice").newUserName("a".repeat(65)))))
        .isEqualTo("ValidationError 400");
    assertThat(refusal(() -> iam.updateUser(update -> update.userName("alice").newPath("bots"))))
        .isEqualTo("ValidationError 400");
    assertThat(refusal(() -> iam.updateUser(update -> update.userName("nobody"))))
        .isEqualTo("NoSuchEntity 404");
    assertThat(refusal(() -> iam.updateUser(update -> {}))).isEqualTo("ValidationError 400");
  }

  @Test
  @DisplayName("A user has no groups and no policies, and the account no alias")
  void memberships() {
    assertThat(iam.listGroupsForUser(list -> list.userName("alice")).groups()).isEmpty();
    assertThat(iam.listUserPolicies(list -> list.userName("alice")).policyNames()).isEmpty();
    assertThat(iam.listAttachedUserPolicies(list -> list.userName("alice")).isTruncated())
        .isFalse();
    assertThat(iam.listAccountAliases().accountAliases()).isEmpty();
  }

  @Test
  @DisplayName("A user has no other credentials than access keys, and no password")
  void otherCredentials() {
    assertThat(iam.listSSHPublicKeys(list -> list.userName("alice")).sshPublicKeys()).isEmpty();
    assertThat(iam.listMFADevices(list -> list.userName("alice")).mfaDevices()).isEmpty();
    assertThat(iam.listVirtualMFADevices().virtualMFADevices()).isEmpty();
    assertThat(iam.listSigningCertificates(list -> list.userName("alice")).certificates())
        .isEmpty();
    assertThat(
            iam.listServiceSpecificCredentials(list -> list.userName("alice"))
                .serviceSpecificCredentials())
        .isEmpty();
    List<ThrowingCallable> absent =
        List.of(
            () -> iam.getLoginProfile(get -> get.userName("alice")),
            () -> iam.deleteLoginProfile(delete -> delete.userName("alice")),
            () -> iam.listMFADevices(list -> list.userName("nobody")));
    assertThat(absent).allSatisfy(it -> assertThat(refusal(it)).isEqualTo("NoSuchEntity 404"));
  }

  @Test
  @DisplayName("They are asked for by the name of a user there is, and by pages that there are")
  void membershipsRefused() {
    List<ThrowingCallable> ofNobody =
        List.of(
            () -> iam.listGroupsForUser(list -> list.userName("nobody")),
            () -> iam.listUserPolicies(list -> list.userName("nobody")),
            () -> iam.listAttachedUserPolicies(list -> list.userName("nobody")));
    assertThat(ofNobody).allSatisfy(it -> assertThat(refusal(it)).isEqualTo("NoSuchEntity 404"));
    List<ThrowingCallable> invalid =
        List.of(
            () -> iam.listGroupsForUser(list -> {}),
            () -> iam.listAttachedUserPolicies(list -> list.userName("a".repeat(65))),
            () -> iam.listUserPolicies(list -> list.userName("alice").maxItems(0)),
            () -> iam.listAccountAliases(list -> list.marker("made up")));
    assertThat(invalid).allSatisfy(it -> assertThat(refusal(it)).isEqualTo("ValidationError 400"));
  }

  private User user(String name) {
    return iam.getUser(get -> get.userName(name)).user();
  }
}
