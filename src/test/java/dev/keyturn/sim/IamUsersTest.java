package dev.keyturn.sim;

import static dev.keyturn.sim.Sdk.message;
import static dev.keyturn.sim.Sdk.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.core.KeyIds;
import dev.keyturn.sim.core.Paging;
import dev.keyturn.sim.core.PropagationDelays;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

class IamUsersTest {
  private final World world =
      WorldBuilder.seeded(3).lag(PropagationDelays.none()).user("alice").build();
  private final IamClient iam = Sdk.of(world).iam();

  @Test
  @DisplayName("A user made again under the same name has another immutable ID")
  void madeAgain() {
    String before = iam.getUser(get -> get.userName("alice")).user().userId();
    iam.deleteUser(delete -> delete.userName("alice"));
    User after = iam.createUser(create -> create.userName("alice")).user();

    assertThat(after.userId()).isNotEqualTo(before).startsWith("AIDA").hasSize(21);
    assertThat(after.arn()).isEqualTo("arn:aws:iam::123456789012:user/alice");
    assertThat(KeyIds.account(after.userId())).hasValue(123456789012L);
  }

  @Test
  @DisplayName("User names are unique without regard to case")
  void caseInsensitive() {
    assertThat(refusal(() -> iam.createUser(create -> create.userName("ALICE"))))
        .isEqualTo("EntityAlreadyExists 409");
    assertThat(iam.getUser(get -> get.userName("Alice")).user().userName()).isEqualTo("alice");
  }

  @Test
  @DisplayName("An unknown user is NoSuchEntity")
  void unknown() {
    assertThat(refusal(() -> iam.getUser(get -> get.userName("bob"))))
        .isEqualTo("NoSuchEntity 404");
    assertThat(refusal(() -> iam.listAccessKeys(list -> list.userName("bob"))))
        .isEqualTo("NoSuchEntity 404");
    assertThat(message(() -> iam.listUserTags(list -> list.userName("bob"))))
        .isEqualTo("The user with name bob cannot be found.");
  }

  @Test
  @DisplayName("A user with keys is not deleted")
  void deleteConflict() {
    iam.createAccessKey(create -> create.userName("alice"));
    assertThat(refusal(() -> iam.deleteUser(delete -> delete.userName("alice"))))
        .isEqualTo("DeleteConflict 409");
  }

  @Test
  @DisplayName("A name that IAM does not allow is a ValidationError")
  void badName() {
    assertThat(refusal(() -> iam.createUser(create -> create.userName("a b"))))
        .isEqualTo("ValidationError 400");
    assertThat(refusal(() -> iam.createUser(create -> create.userName("a".repeat(65)))))
        .isEqualTo("ValidationError 400");
  }

  @Test
  @DisplayName("Without a user name IAM acts on the caller, who must then be a user")
  void callerIsMeant() {
    assertThat(message(() -> iam.getUser()))
        .isEqualTo("Must specify userName when calling with non-User credentials");
    World withKey =
        WorldBuilder.seeded(3)
            .user("alice", user -> user.key(Duration.ofDays(1)).permit("iam:*"))
            .build();
    IamClient alice = Sdk.of(withKey).as(withKey.credentials("alice", 0)).iam();
    assertThat(alice.getUser().user().userName()).isEqualTo("alice");
  }

  @Test
  @DisplayName("GetUser tells tags, ListUsers does not")
  void tagsInGetOnly() {
    iam.tagUser(tag -> tag.userName("alice").tags(tag("team", "blue")));

    assertThat(iam.getUser(get -> get.userName("alice")).user().tags())
        .containsExactly(tag("team", "blue"));
    assertThat(iam.listUsers().users()).singleElement().matches(user -> !user.hasTags());
    assertThat(iam.listUserTags(list -> list.userName("alice")).tags())
        .containsExactly(tag("team", "blue"));
  }

  @Test
  @DisplayName("A user's tag keys are one without regard to case")
  void tagCase() {
    iam.tagUser(tag -> tag.userName("alice").tags(tag("Team", "blue")));
    iam.tagUser(tag -> tag.userName("alice").tags(tag("team", "red")));
    assertThat(iam.listUserTags(list -> list.userName("alice")).tags())
        .containsExactly(tag("team", "red"));
    assertThat(
            refusal(
                () -> iam.tagUser(tag -> tag.userName("alice").tags(tag("a", "1"), tag("A", "2")))))
        .isEqualTo("InvalidInput 400");
    iam.untagUser(untag -> untag.userName("alice").tagKeys("TEAM"));
    assertThat(iam.listUserTags(list -> list.userName("alice")).tags()).isEmpty();
  }

  @Test
  @DisplayName("A user has at most 50 tags")
  void fiftyTags() {
    List<Tag> tags = IntStream.range(0, 50).mapToObj(i -> tag("k" + i, "v")).toList();
    iam.tagUser(tag -> tag.userName("alice").tags(tags));
    assertThat(refusal(() -> iam.tagUser(tag -> tag.userName("alice").tags(tag("more", "")))))
        .isEqualTo("LimitExceeded 409");
    iam.tagUser(tag -> tag.userName("alice").tags(tag("k7", "again")));
  }

  @Test
  @DisplayName("A tag with a character or length that IAM does not allow is a ValidationError")
  void badTags() {
    assertThat(List.of(tag("a*b", ""), tag("a", "{}"), tag("k".repeat(129), ""), tag("", "v")))
        .allSatisfy(bad ->
            assertThat(refusal(() -> iam.tagUser(tag -> tag.userName("alice").tags(bad))))
                .isEqualTo("ValidationError 400"));
    assertThat(refusal(() -> iam.tagUser(tag -> tag.userName("alice").tags(tag("aws:x", "")))))
        .isEqualTo("InvalidInput 400");
    iam.tagUser(tag -> tag.userName("alice").tags(tag("keyturn:a/b=c+d-e@f", "größe _.:/=+-@")));
  }

  @Test
  @DisplayName("ListUsers cuts pages of 100, or of MaxItems")
  void pages() {
    World fleet = fleet(Paging.FULL);
    IamClient client = Sdk.of(fleet).iam();
    ListUsersResponse first = client.listUsers();
    assertThat(first.users()).hasSize(100);
    assertThat(first.isTruncated()).isTrue();
    assertThat(client.listUsers(list -> list.marker(first.marker())).users()).hasSize(100);
    assertThat(client.listUsers(list -> list.maxItems(7)).users()).hasSize(7);
    assertThat(client.listUsersPaginator().users()).hasSize(250);
    assertThat(refusal(() -> client.listUsers(list -> list.maxItems(0))))
        .isEqualTo("ValidationError 400");
    assertThat(refusal(() -> client.listUsers(list -> list.marker("made up"))))
        .isEqualTo("ValidationError 400");
  }

  @Test
  @DisplayName("Pages may be short or empty while more is to come, and still end")
  void unkindPages() {
    IamClient client = Sdk.of(fleet(new Paging(0.5, 0.5))).iam();
    List<ListUsersResponse> pages =
        client.listUsersPaginator(list -> list.maxItems(20)).stream().toList();

    assertThat(pages).anyMatch(page -> page.users().isEmpty() && page.isTruncated());
    assertThat(pages).anyMatch(page -> page.users().size() < 20 && page.isTruncated());
    assertThat(pages.stream().flatMap(page -> page.users().stream()).map(User::userName))
        .hasSize(250)
        .doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("ListUsers can be narrowed to a path")
  void pathPrefix() {
    iam.createUser(create -> create.userName("bob").path("/bots/"));
    assertThat(iam.listUsers(list -> list.pathPrefix("/bots/")).users())
        .extracting(User::arn)
        .containsExactly("arn:aws:iam::123456789012:user/bots/bob");
  }

  private static World fleet(Paging paging) {
    WorldBuilder worlds = WorldBuilder.seeded(3).paging(paging);
    IntStream.range(0, 250).forEach(i -> worlds.user("user-" + i));
    return worlds.build();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
