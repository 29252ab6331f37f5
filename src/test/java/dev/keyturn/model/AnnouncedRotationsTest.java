package dev.keyturn.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnouncedRotationsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final AccessKeyId LEFT = new AccessKeyId("AKIAAAAAAAAAAAAAAAAA");
  private static final AccessKeyId MADE = new AccessKeyId("AKIABBBBBBBBBBBBBBBB");

  private static VersionId version(int n) {
    return new VersionId("%032d".formatted(n));
  }

  private static Intent rotation(int n, Instant since) {
    return new Intent(
        Intent.Verb.ROTATE,
        Optional.of(version(n)),
        Optional.of(LEFT),
        "me",
        since,
        since.plusSeconds(1200),
        true);
  }

  private static AccessKey made(Instant created) {
    return new AccessKey(MADE, KeyStatus.ACTIVE, created);
  }

  @Test
  void noneTakesThePlaceOfAnother() {
    AnnouncedRotations many = AnnouncedRotations.NONE;
    for (int n = 0; n < 9; n++) {
      many = many.with(rotation(n, NOW));
    }
    assertThat(many.size()).isEqualTo(9);
    assertThat(many.announce(version(0))).isTrue();
  }

  @Test
  void oneThatIsAnnouncedAgainIsOneStill() {
    AnnouncedRotations again =
        AnnouncedRotations.NONE.with(rotation(0, NOW)).with(rotation(0, NOW.plusSeconds(1)));
    assertThat(again.size()).isEqualTo(1);
    assertThat(again.since(version(0))).contains(NOW.plusSeconds(1));
  }

  @Test
  void oneThatIsClosedIsNotAnnouncedAgain() {
    AnnouncedRotations one = AnnouncedRotations.NONE.with(rotation(0, NOW));
    assertThat(one.with(rotation(0, NOW).withdrawn(NOW.plusSeconds(9)))).isEqualTo(one);
  }

  @Test
  void oneThatIsForgottenExplainsNothing() {
    AnnouncedRotations two = AnnouncedRotations.NONE.with(rotation(0, NOW)).with(rotation(1, NOW));
    AnnouncedRotations one = two.without(List.of(version(0)));
    assertThat(one.explain(version(0), made(NOW))).isFalse();
    assertThat(one.explain(version(1), made(NOW))).isTrue();
  }

  @Test
  void aKeyOfItsTimeInItsVersionIsExplained() {
    AnnouncedRotations one = AnnouncedRotations.NONE.with(rotation(0, NOW));
    Instant last = NOW.plus(Duration.ofHours(5));
    assertThat(one.explain(version(0), made(NOW.minus(Duration.ofMinutes(1))))).isTrue();
    assertThat(one.explain(version(0), made(NOW.minus(Duration.ofMinutes(1)).minusMillis(1))))
        .isFalse();
    assertThat(one.explain(version(0), made(last))).isTrue();
    assertThat(one.explain(version(0), made(last.plusMillis(1)))).isFalse();
    assertThat(one.explain(version(1), made(NOW))).isFalse();
  }

  @Test
  void theKeyThatItLeftIsKnownByTheOneThatIsOfItsTime() {
    AnnouncedRotations one = AnnouncedRotations.NONE.with(rotation(0, NOW));
    assertThat(one.left(LEFT, made(NOW))).isTrue();
    assertThat(one.left(MADE, made(NOW))).isFalse();
    assertThat(one.left(LEFT, made(NOW.minus(Duration.ofDays(1))))).isFalse();
  }
}
