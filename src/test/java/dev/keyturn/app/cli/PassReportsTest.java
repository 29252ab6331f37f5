package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.result.RunReport;
import dev.keyturn.sim.World;
import dev.keyturn.simulation.ScreenedKeyturn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a pass keeps in memory of the secrets that it tells of. */
class PassReportsTest {
  @Test
  @DisplayName("Of those that were left alone nothing is kept where they are only counted")
  void counted() {
    List<RunReport> alone = new ArrayList<>();
    World world = AdoptedFleet.of(3, 0);
    try (SimulatedAws aws = new SimulatedAws(world)) {
      ScreenedKeyturn.pass(aws.ports(event -> {}), aws.accountUsers(), Duration.ofSeconds(1))
          .choose(alone::add);
    }
    assertThat(alone).hasSize(3).allMatch(report -> report.seen().isPresent());
    PassReports counted = new PassReports(PassReports.Kept.COUNTED, line -> {});
    PassReports all = new PassReports(PassReports.Kept.ALL, line -> {});
    alone.forEach(counted);
    alone.forEach(all);

    assertThat(counted.listed()).hasSize(3).allMatch(report -> report.seen().isEmpty());
    assertThat(counted.counts()).isEqualTo(all.counts());
    assertThat(all.listed()).containsExactlyInAnyOrderElementsOf(alone);
  }
}
