package dev.keyturn.app.cli;

import static dev.keyturn.app.cli.Desk.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.iam.Key;
import dev.keyturn.sim.iam.KeyState;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What people have met, and what Keyturn said to it. */
class AdviceFromUseTest {
  private static final String ADOPT = "adopt web --secret " + SECRET;

  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  @DisplayName("An old value that is written back is known as retired, and rollback undoes it")
  void oldValueWrittenBack() {
    Key old = desk.current();
    desk.adopted().rotated();
    desk.done("run %s --overlap 0s --quiet 0s --recovery 0s".formatted(SECRET));
    Key current = desk.current();
    desk.write(old);
    String plan = desk.type("plan " + SECRET).out();
    assertThat(plan)
        .contains("which Keyturn retired and deleted", "keyturn rollback " + SECRET)
        .containsPattern("AWSCURRENT +\\S+ +key " + masked(old))
        .containsPattern(
            "AWSPREVIOUS +%s +key %s".formatted(desk.version("AWSPREVIOUS"), masked(current)));
    assertThat(desk.type(ADOPT + " --new-key").out())
        .contains("keyturn rollback " + SECRET)
        .doesNotContain("has to go first");
    assertThat(desk.type("rollback " + SECRET).exit()).isZero();
    assertThat(desk.current().id()).isEqualTo(current.id());
  }

  @Test
  @DisplayName(
      "A placeholder over the value: plan shows what each label holds, and rollback undoes it")
  void placeholderWrittenOver() {
    Key key = desk.adopted().current();
    desk.write("CHANGE_ME");
    assertThat(desk.type("plan " + SECRET).out())
        .containsPattern("AWSCURRENT +\\S+ +no key")
        .containsPattern("AWSPREVIOUS +\\S+ +key " + masked(key))
        .contains("keyturn rollback " + SECRET);
    assertThat(desk.type("rotate " + SECRET).out()).contains("keyturn rollback " + SECRET);
    assertThat(desk.type("rollback " + SECRET).exit()).isZero();
    assertThat(desk.current().id()).isEqualTo(key.id());
  }

  @Test
  @DisplayName("Where all is well, plan shows no labels")
  void labelsOnlyWhereAPersonHasToAct() {
    assertThat(desk.adopted().rotated().type("plan " + SECRET).out()).doesNotContain("AWSPREVIOUS");
  }

  @Test
  @DisplayName(
      "A secret without room for the tags of a whole life is refused before anything begins")
  void noRoomForTags() {
    desk.tags(Plights.tags(46));
    assertThat(desk.type(ADOPT).out())
        .contains("a secret has at most 50 tags")
        .containsPattern("Remove \\d+ of its tags");
    assertThat(desk.shell().writes()).isEmpty();
    assertThat(desk.type("rotate " + SECRET).out()).contains("never adopted");
  }

  @Test
  @DisplayName(
      "A key that another tool has made is the one to adopt, and takes the gone one's place")
  void anotherToolsKey() {
    desk.adopted().another().delete(desk.current());
    Key made = desk.keys().getFirst();
    assertThat(desk.type("plan " + SECRET).out()).contains("--from-profile PROFILE");
    assertThat(desk.type(ADOPT).out())
        .containsPattern("Key %s is the user's only Active one".formatted(masked(made)))
        .doesNotContain("Delete");
    assertThat(desk.type(ADOPT + " --from-profile web").exit()).isZero();
    assertThat(desk.current().id()).isEqualTo(made.id());
  }

  @Test
  @DisplayName(
      "With a short quiet, too, a key stays Active for as long as a use may not be told yet")
  void shortQuiet() {
    desk.done(ADOPT + " --max-age 8h --overlap 5m --quiet 1m --recovery 1h").rotated();
    Key previous = desk.other();
    for (int minutes = 0; minutes < 60; minutes += 10) {
      desk.world().advance(Duration.ofMinutes(10));
      desk.type("run " + SECRET);
      assertThat(desk.world().iam().key(previous.id()).orElseThrow().status())
          .isEqualTo(KeyState.ACTIVE);
    }
    desk.hours(1).done("run " + SECRET);
    assertThat(desk.world().iam().key(previous.id()).orElseThrow().status())
        .isEqualTo(KeyState.INACTIVE);
  }

  @Test
  @DisplayName(
      "The current key deleted in the overlap: rotate makes another at once, as there is room")
  void currentGoneInTheOverlap() {
    desk.adopted().rotated().delete(desk.current());
    Key previous = desk.keys().getFirst();
    assertThat(desk.type("rotate " + SECRET).out()).contains(": rotated.");
    assertThat(desk.keys()).hasSize(2).map(Key::id).contains(previous.id());
    assertThat(previous.status()).isEqualTo(KeyState.ACTIVE);
  }

  @Test
  @DisplayName("A rotation that found AWSCURRENT on a key that is off does not say that it is done")
  void rotatedToNothing() {
    desk.adopted().rotated().days(9).done("run " + SECRET);
    desk.move("AWSCURRENT", desk.version("AWSPREVIOUS"));
    assertThat(desk.type("rotate " + SECRET).out())
        .contains(": halted.", "--move-to-version-id " + desk.version("AWSPREVIOUS"));
  }

  @Test
  @DisplayName(
      "Where the secret's tags say how long the previous key stays, no option is advised against them")
  void tagsAreStronger() {
    desk.adopted().rotated();
    assertThat(desk.type("rotate " + SECRET).out()).contains("--overlap 0s");
    desk.tag("keyturn:recovery", "3d");
    assertThat(desk.type("rotate " + SECRET).out())
        .contains("said by the secret's tags: keyturn:recovery.")
        .doesNotContain("--overlap 0s");
  }

  private static String masked(Key key) {
    return "\\Q****\\E" + key.id().substring(key.id().length() - 4);
  }
}
