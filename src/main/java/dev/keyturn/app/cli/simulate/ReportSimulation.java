package dev.keyturn.app.cli.simulate;

import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.inventory.InventoryUser;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.Setting;
import dev.keyturn.report.AuditSource;
import dev.keyturn.report.FirstWave;
import dev.keyturn.report.LeftOutUser;
import dev.keyturn.report.SimulatedUser;
import dev.keyturn.report.SimulationSummary;
import dev.keyturn.report.SimulationTerms;
import dev.keyturn.sim.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** A credential report, and what half a year of rotations would make of it. */
public final class ReportSimulation {
  /** The days that the other beginning is tried for, at which nothing is spread. */
  private static final int FIRST_DAY = 1;

  private final AuditSource source;
  private final String account;
  private final List<AdoptionChoice.Adopt> adopted = new ArrayList<>();
  private final List<LeftOutUser> leftOut = new ArrayList<>();
  private final List<String> missing;
  private final Function<World, SimulatedAws> way;

  /**
   * A simulation of these users.
   *
   * @param users those of one account, one at least
   * @param missing what could not be seen of them, a sentence each
   */
  public ReportSimulation(AuditSource source, List<InventoryUser> users, List<String> missing) {
    this(source, users, missing, SimulatedAws::direct);
  }

  /**
   * The same, by another way to the simulated account.
   *
   * @param way connects to it
   */
  ReportSimulation(
      AuditSource source,
      List<InventoryUser> users,
      List<String> missing,
      Function<World, SimulatedAws> way) {
    this.way = way;
    this.source = source;
    this.account = users.getFirst().row().account();
    this.missing = List.copyOf(missing);
    Set<String> names = new HashSet<>();
    for (InventoryUser user : users) {
      String name = user.row().user();
      switch (AdoptionChoice.of(user)) {
        case AdoptionChoice.Adopt adopt when names.add(name.toLowerCase(Locale.ROOT)) ->
            adopted.add(adopt);
        case AdoptionChoice.Adopt twice ->
            leftOut.add(new LeftOutUser(name, "twice in the report", "The report was edited."));
        case AdoptionChoice.LeaveOut(String why, String remedy) ->
            leftOut.add(new LeftOutUser(name, why, remedy));
      }
    }
  }

  /** How many users there are to adopt. */
  public int users() {
    return adopted.size();
  }

  /**
   * Lets the days pass.
   *
   * @param sources where the policy comes from, the weakest first
   * @param day is told how many have passed
   * @return empty where somebody wished to stop
   */
  public Optional<SimulationSummary> run(
      SimulationTerms terms,
      List<PolicySource> sources,
      SimulatedRuns.Looks looks,
      IntConsumer day,
      BooleanSupplier stop) {
    // The same report draws the same keys.
    long seed = Long.parseUnsignedLong(source.sha256().substring(0, 16), 16);
    AdoptedAccount atRest =
        new AdoptedAccount(adopted, account, terms.begins(), seed, sources, way);
    List<FirstWave> waves = new ArrayList<>();
    if (!terms.spread().isZero()) {
      try (SimulatedRuns atOnce =
          new SimulatedRuns(terms.atOnce(FIRST_DAY), atRest, atOnce(sources), looks, way)) {
        if (!atOnce.run(days -> {}, stop)) {
          return Optional.empty();
        }
        waves.add(atOnce.firstWave());
      }
    }
    try (SimulatedRuns simulation = new SimulatedRuns(terms, atRest, sources, looks, way)) {
      if (!simulation.run(day, stop)) {
        return Optional.empty();
      }
      waves.add(simulation.firstWave());
      return Optional.of(summary(terms, simulation, atRest.refused(), waves));
    }
  }

  private static List<PolicySource> atOnce(List<PolicySource> sources) {
    List<PolicySource> all = new ArrayList<>(sources);
    all.add(new PolicySource("simulation", Map.of(Setting.SPREAD, SimulationTerms.AT_ONCE)));
    return all;
  }

  private SimulationSummary summary(
      SimulationTerms terms,
      SimulatedRuns simulation,
      List<LeftOutUser> refusedAdoptions,
      List<FirstWave> waves) {
    List<SimulatedUser> users = simulation.users();
    List<LeftOutUser> left = new ArrayList<>(leftOut);
    left.addAll(refusedAdoptions);
    long refused = users.stream().mapToLong(SimulatedUser::refused).sum();
    return new SimulationSummary(
        source,
        account,
        terms,
        simulation.rotations(),
        waves,
        simulation.calls().total(),
        simulation.calls().busiest(),
        simulation.idle(),
        simulation.oldest(),
        users,
        adopted.stream().filter(AdoptionChoice.Adopt::already).count(),
        left,
        missing,
        PolicyDoubts.of(terms, users.size(), simulation.oldest(), refused));
  }
}
