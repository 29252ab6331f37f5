package dev.keyturn.app.cli.simulate;

import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.inventory.ReportRow;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.UserName;
import dev.keyturn.report.LeftOutUser;
import dev.keyturn.rotate.Adoption;
import dev.keyturn.rotate.Ports;
import dev.keyturn.sim.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The account of a report after everybody was adopted who can be, by {@code adopt} itself. */
final class AdoptedAccount {
  /**
   * A user that was adopted.
   *
   * @param arn its secret's
   * @param key the ID that was drawn for its key
   */
  record Adopted(AdoptionChoice.Adopt user, String arn, AccessKeyId key) {}

  private final World world;
  private final List<Adopted> adopted = new ArrayList<>();
  private final List<LeftOutUser> refused = new ArrayList<>();

  /**
   * Adopts everybody.
   *
   * @param account its twelve digits
   * @param seed decides which keys are drawn, and how long each takes to be known
   * @param sources where the policy comes from, the weakest first
   * @param way connects to it
   */
  AdoptedAccount(
      List<AdoptionChoice.Adopt> users,
      String account,
      Instant at,
      long seed,
      List<PolicySource> sources,
      Function<World, SimulatedAws> way) {
    this.world = ReportedWorld.build(users, account, at, seed);
    try (SimulatedAws aws = way.apply(world)) {
      Ports ports = aws.ports(event -> {});
      users.forEach(user -> adopt(ports, user, sources));
    }
  }

  private void adopt(Ports ports, AdoptionChoice.Adopt user, List<PolicySource> sources) {
    ReportRow row = user.row();
    Adoption.Request request =
        new Adoption.Request(
            new UserName(row.user()),
            ReportedWorld.secret(row.user()),
            new Adoption.Source.InSecret(),
            false,
            Map.of());
    switch (Adoption.adopt(ports, sources, request, false)) {
      case Adoption.Result.Adopted done ->
          adopted.add(
              new Adopted(
                  user,
                  done.arn(),
                  new AccessKeyId(
                      world
                          .credentials(row.user(), ReportedWorld.place(row, user.key()))
                          .accessKeyId())));
      case Adoption.Result.Refused no ->
          refused.add(new LeftOutUser(row.user(), no.why(), no.remedy()));
      case Adoption.Result.Failed failed ->
          refused.add(new LeftOutUser(row.user(), failed.failure().sentence(), ""));
    }
  }

  /** The account as it is then, to be gone on with; each time another one. */
  World world() {
    return world.fork();
  }

  /** Those that were adopted, in the order of the report. */
  List<Adopted> adopted() {
    return List.copyOf(adopted);
  }

  /** Those that were to be, and could not be. */
  List<LeftOutUser> refused() {
    return List.copyOf(refused);
  }
}
