package dev.keyturn.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.model.UserDescription;
import dev.keyturn.model.UserId;
import dev.keyturn.model.UserName;
import dev.keyturn.port.AccountUsers;
import dev.keyturn.port.CredentialReportFile;
import dev.keyturn.port.ReadResult;
import dev.keyturn.sim.WorldBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The search for users whose secret is gone, where there are more of them than it may ask for. */
class GoneSecretSearchTest {
  private static final int MANY = 2 * GoneSecretSearch.MOST + 50;
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final CloseLooks ALL = new CloseLooks(Duration.ofDays(1), Instant.MIN, Set.of());

  private final List<UserName> asked = new ArrayList<>();

  /** Of whom nobody is there any more by the time that somebody asks. */
  private final class Leavers implements AccountUsers {
    @Override
    public ReadResult<CredentialReportFile> report() {
      throw new AssertionError("not asked for here");
    }

    @Override
    public ReadResult<Boolean> askForReport() {
      throw new AssertionError("not asked for here");
    }

    @Override
    public ReadResult<List<UserDescription>> withTags() {
      throw new AssertionError("not asked for here");
    }

    @Override
    public ReadResult<List<UserDescription>> withoutTags() {
      throw new AssertionError("not asked for here");
    }

    @Override
    public ReadResult<List<UserDescription>> below(String path) {
      throw new AssertionError("not asked for here");
    }

    @Override
    public ReadResult<UserDescription> withTags(UserName user) {
      asked.add(user);
      return new ReadResult.Absent<>();
    }
  }

  private static AccountNews users() {
    List<UserDescription> all = new ArrayList<>();
    for (int n = 0; n < MANY; n++) {
      all.add(
          new UserDescription(
              "arn:aws:iam::123456789012:user/u%04d".formatted(n),
              new UserId("AIDA%016d".formatted(n)),
              Optional.empty(),
              Optional.empty()));
    }
    return AccountNews.of(NOW, all, List.of());
  }

  @Test
  @DisplayName("Where not all can be asked for in a pass, each day goes on with others")
  void eachDayOthers() {
    try (SimulatedAws aws = new SimulatedAws(WorldBuilder.seeded(1).build())) {
      for (int day = 0; day < 3; day++) {
        GoneSecretSearch.Result result =
            new GoneSecretSearch(new Leavers(), aws.ports(event -> {}).secrets(), "")
                .among(users().users(), Set.of(), ALL, NOW.plus(Duration.ofDays(day)), 0);
        assertThat(result.unsearched()).isPresent();
      }
    }
    assertThat(asked).hasSize(3 * GoneSecretSearch.MOST);
    assertThat(Set.copyOf(asked)).hasSize(MANY);
  }
}
