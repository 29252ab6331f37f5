package dev.keyturn.app.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.inventory.InventoryUser;
import dev.keyturn.inventory.ReportRow;
import dev.keyturn.inventory.Reports;
import dev.keyturn.model.Policy;
import dev.keyturn.model.PolicyReader;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.Setting;
import dev.keyturn.report.AuditSource;
import dev.keyturn.report.SimulatedRotation;
import dev.keyturn.report.SimulatedUser;
import dev.keyturn.report.SimulationSummary;
import dev.keyturn.report.SimulationTerms;
import dev.keyturn.sim.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a simulation tells is what the engine did. */
class SimulatedRunsTest {
  private static final Instant BEGINS = Instant.parse("2026-03-01T09:30:00Z");

  private static final Map<Setting, String> QUICK =
      Map.of(Setting.MAX_AGE, "20d", Setting.OVERLAP, "3d", Setting.RECOVERY, "2d");

  private static String ago(Duration age) {
    return BEGINS.minus(age).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String days(int days) {
    return ago(Duration.ofDays(days));
  }

  private static String hours(int hours) {
    return ago(Duration.ofHours(hours));
  }

  /** Overdue and young, used each hour, each week and never, and one with a key too many. */
  private static List<ReportRow> rows() {
    return Reports.rows(
        Reports.of(
            Reports.user("busy", Reports.key(true, days(200), hours(0)), Reports.noKey()),
            Reports.user("weekly", Reports.key(true, days(120), hours(170)), Reports.noKey()),
            Reports.user("young", Reports.key(true, days(4), hours(3)), Reports.noKey()),
            Reports.user("unused", Reports.key(true, days(300)), Reports.noKey()),
            Reports.user("two", Reports.key(true, days(30), hours(2)), Reports.key(true, days(90))),
            Reports.user("off", Reports.key(false, days(90)), Reports.noKey()),
            Reports.user("none", Reports.noKey(), Reports.noKey())));
  }

  private static SimulationSummary simulate(
      SimulatedRuns.Looks looks, Map<Setting, String> settings, Duration cache, int days) {
    return simulate(SimulatedAws::direct, looks, settings, cache, days);
  }

  private static SimulationSummary simulate(
      Function<World, SimulatedAws> way,
      SimulatedRuns.Looks looks,
      Map<Setting, String> settings,
      Duration cache,
      int days) {
    List<PolicySource> sources =
        List.of(
            new PolicySource("spread", Map.of(Setting.SPREAD, "3d")),
            new PolicySource("test", settings));
    Policy policy =
        switch (PolicyReader.read(sources)) {
          case PolicyReader.Result.Valid(Policy valid) -> valid;
          case PolicyReader.Result.Invalid(List<String> problems) ->
              throw new AssertionError(problems);
        };
    List<ReportRow> rows = rows();
    return of(rows, way)
        .run(
            new SimulationTerms(BEGINS, days, Duration.ofHours(6), cache, policy),
            sources,
            looks,
            day -> {},
            () -> false)
        .orElseThrow();
  }

  private static ReportSimulation of(List<ReportRow> rows, Function<World, SimulatedAws> way) {
    return new ReportSimulation(
        new AuditSource("r.csv", BEGINS, "ab".repeat(32), rows.size()),
        rows.stream().map(InventoryUser::ofReport).toList(),
        List.of(),
        way);
  }

  private static SimulatedUser user(SimulationSummary summary, String name) {
    return summary.users().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  @DisplayName(
      "To pass over looks where nothing is due changes nothing that the engine does, or when")
  void skipping() {
    SimulationSummary quick =
        simulate(SimulatedRuns.Looks.WHERE_DUE, QUICK, Duration.ofHours(1), 60);
    SimulationSummary full =
        simulate(SimulatedRuns.Looks.EVERYWHERE, QUICK, Duration.ofHours(1), 60);

    assertThat(quick.users()).isEqualTo(full.users());
    assertThat(quick.rotations()).isEqualTo(full.rotations());
    assertThat(quick.total().writes()).isEqualTo(full.total().writes()).isGreaterThan(100);
    assertThat(quick.rotationsInAll()).isGreaterThan(10);
    assertThat(full.idleRuns()).isZero();
  }

  @Test
  @DisplayName("Over the SDK's own wire a simulation tells the same, to the last call")
  void overTheWire() {
    SimulationSummary direct =
        simulate(SimulatedRuns.Looks.WHERE_DUE, QUICK, Duration.ofHours(1), 60);
    SimulationSummary wire =
        simulate(SimulatedAws::new, SimulatedRuns.Looks.WHERE_DUE, QUICK, Duration.ofHours(1), 60);

    assertThat(direct).isEqualTo(wire);
    assertThat(wire.total().writes()).isGreaterThan(100);
  }

  @Test
  @DisplayName("What passed-over looks would have read is reckoned as they really read")
  void idleReads() {
    SimulationSummary quick =
        simulate(SimulatedRuns.Looks.WHERE_DUE, Map.of(), Duration.ofHours(1), 2);
    SimulationSummary full =
        simulate(SimulatedRuns.Looks.EVERYWHERE, Map.of(), Duration.ofHours(1), 2);

    long halted = full.halted().size();
    assertThat(halted).isEqualTo(1);
    assertThat(quick.idleRuns()).isPositive();
    // The one that has halted is looked at more closely each time, a few reads more.
    assertThat(full.total().reads() - quick.total().reads())
        .isBetween(
            quick.idleRuns() * SimulationSummary.READS_OF_AN_IDLE_RUN,
            quick.idleRuns() * SimulationSummary.READS_OF_AN_IDLE_RUN + halted * 8 * 4);
  }

  @Test
  @DisplayName(
      "Each rotation names the end of its overlap, and is followed by both halves of retiring")
  void rotations() {
    SimulationSummary summary =
        simulate(SimulatedRuns.Looks.WHERE_DUE, QUICK, Duration.ofHours(1), 40);

    List<SimulatedRotation> busy = user(summary, "busy").rotations();
    assertThat(busy).hasSizeGreaterThanOrEqualTo(2);
    SimulatedRotation first = busy.getFirst();
    assertThat(first.promoted()).isBetween(BEGINS, BEGINS.plus(Duration.ofDays(4)));
    assertThat(first.readBy()).isEqualTo(first.promoted().plus(Duration.ofDays(3)));
    assertThat(first.switchedOff().orElseThrow()).isAfterOrEqualTo(first.readBy());
    assertThat(first.deleted().orElseThrow())
        .isAfterOrEqualTo(first.switchedOff().orElseThrow().plus(Duration.ofDays(2)));
    assertThat(summary.oldest().orElseThrow()).isBetween(Duration.ofDays(20), Duration.ofDays(21));
    assertThat(user(summary, "young").firstRotation().orElseThrow())
        .isBetween(BEGINS.plus(Duration.ofDays(13)), BEGINS.plus(Duration.ofDays(14)));
  }

  @Test
  @DisplayName("Who halts, who should be retired and who cannot be adopted is told, with why")
  void whoIsConcerned() {
    SimulationSummary summary =
        simulate(SimulatedRuns.Looks.WHERE_DUE, QUICK, Duration.ofHours(1), 10);

    assertThat(summary.halted()).extracting(SimulatedUser::name).containsExactly("two");
    assertThat(user(summary, "two").halt().orElseThrow().reason()).isEqualTo("foreign-key");
    assertThat(user(summary, "unused").retire()).contains("never used");
    assertThat(user(summary, "unused").pace()).isEmpty();
    assertThat(user(summary, "weekly").pace()).contains(Duration.ofHours(170));
    assertThat(summary.leftOut())
        .extracting(left -> left.user() + ": " + left.why())
        .containsExactly("<root_account>: root", "off: no Active key", "none: no key");
  }

  @Test
  @DisplayName("The first wave is all at once without a spread, and lower with one")
  void waves() {
    SimulationSummary summary =
        simulate(SimulatedRuns.Looks.WHERE_DUE, QUICK, Duration.ofHours(1), 10);

    assertThat(summary.waves()).hasSize(2);
    assertThat(summary.waves().getFirst().mostADay()).isEqualTo(3);
    assertThat(summary.waves().getLast().rotations()).isEqualTo(3);
    assertThat(summary.waves().getLast().mostADay()).isLessThan(3);
    assertThat(summary.waves().getFirst().busiest().writes())
        .isGreaterThan(summary.waves().getLast().busiest().writes());
  }

  @Test
  @DisplayName(
      "A consumer that keeps a key for longer than it is Active meets refusals, and that is told")
  void refusals() {
    Map<Setting, String> forced =
        Map.of(
            Setting.MAX_AGE, "20d",
            Setting.OVERLAP, "1d",
            Setting.RECOVERY, "2d",
            Setting.STILL_USED, "force-after:1d");

    SimulationSummary summary =
        simulate(SimulatedRuns.Looks.WHERE_DUE, forced, Duration.ofDays(6), 15);

    assertThat(user(summary, "busy").refused()).isBetween(60L, 100L);
    assertThat(summary.doubts())
        .anyMatch(doubt -> doubt.startsWith("overlap (1d) is shorter than cache (6d)"))
        .anyMatch(doubt -> doubt.contains("uses were refused"));
  }

  @Test
  @DisplayName("A wish to stop ends it, and there is nothing to show")
  void stopped() {
    List<ReportRow> rows = rows();
    AtomicInteger asked = new AtomicInteger();
    assertThat(
            of(rows, SimulatedAws::direct)
                .run(
                    new SimulationTerms(
                        BEGINS, 10, Duration.ofHours(6), Duration.ZERO, Policy.DEFAULT),
                    List.of(),
                    SimulatedRuns.Looks.WHERE_DUE,
                    day -> {},
                    () -> asked.incrementAndGet() > 3))
        .isEmpty();
  }
}
