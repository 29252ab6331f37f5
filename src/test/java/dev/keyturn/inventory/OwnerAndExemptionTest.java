package dev.keyturn.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerAndExemptionTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  private static ListedTags tags(String key, String value) {
    return new ListedTags.Known(Map.of(key, value));
  }

  private static Optional<Exemption> exemption(String value, Instant now) {
    return Exemption.of(tags(Exemption.TAG, value), now);
  }

  @Test
  @DisplayName("The first tag of the setting that is there names the owner, whatever its case")
  void owner() {
    ListedTags both = new ListedTags.Known(Map.of("Contact", "ann", "TEAM", "shop", "x", "y"));

    assertThat(Owner.of(both, Owner.USUAL_TAGS)).isEqualTo(new Owner.Named("TEAM", "shop"));
    assertThat(Owner.of(both, List.of("x"))).isEqualTo(new Owner.Named("x", "y"));
  }

  @Test
  @DisplayName("No such tag, or a blank one, is unknown; tags that were not read are not unknown")
  void noOwner() {
    assertThat(Owner.of(tags("owner", " "), Owner.USUAL_TAGS)).isEqualTo(new Owner.Unknown());
    assertThat(Owner.of(new ListedTags.NotRead("denied"), Owner.USUAL_TAGS))
        .isEqualTo(new Owner.NotRead("denied"));
  }

  @Test
  @DisplayName("An exemption counts to the end of its last day, and not longer")
  void inForce() {
    LocalDate last = LocalDate.parse("2026-11-30");

    assertThat(exemption("until=2026-11-30 reason=moves to OIDC", NOON))
        .contains(new Exemption.InForce(last, "moves to OIDC"));
    assertThat(exemption("until=2026-11-30 reason=moves", Instant.parse("2026-12-01T00:00:00Z")))
        .contains(new Exemption.Over(last, "moves"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yes",
        "reason=for ever",
        "until=2026-12-31",
        "until=2026-12-31 reason=",
        "until=2026-12-31  reason=x",
        "until=2026-02-30 reason=x",
        "until=31.12.2026 reason=x",
        "until=+999999999-12-31 reason=x",
        "reason=x until=2026-12-31"
      })
  @DisplayName("One without an end, or that cannot be read, counts for nothing and is shown")
  void unreadable(String text) {
    assertThat(exemption(text, NOON)).contains(new Exemption.Unreadable(text));
  }

  @Test
  @DisplayName("Without the tag, and without tags, there is none")
  void none() {
    assertThat(Exemption.of(tags("keyturn:secret", "x"), NOON)).isEmpty();
    assertThat(Exemption.of(new ListedTags.NotRead("denied"), NOON)).isEmpty();
  }
}
