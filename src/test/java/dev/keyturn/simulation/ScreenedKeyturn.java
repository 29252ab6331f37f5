package dev.keyturn.simulation;

import dev.keyturn.app.cli.demo.Algorithm;
import dev.keyturn.app.cli.demo.Keyturn;
import dev.keyturn.fleet.AccountNewsReader;
import dev.keyturn.fleet.CloseLooks;
import dev.keyturn.fleet.GoneSecretsSearched;
import dev.keyturn.fleet.PassChoice;
import dev.keyturn.fleet.ScreenedPass;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.port.AccountUsers;
import dev.keyturn.port.ReadResult;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Ports;
import dev.keyturn.rotate.Reconciler;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keyturn with its passes screened, under an observer that looks at each secret that is left alone,
 * and notes for how long something was put off that a close look would have done.
 */
public final class ScreenedKeyturn implements Algorithm {
  private static final String HALT = "halt";

  private final AccountUsers users;
  private final Map<String, Instant> putOff = new HashMap<>();
  private final Map<String, Duration> delays = new TreeMap<>();
  private int leftAlone;
  private int looked;

  ScreenedKeyturn(AccountUsers users) {
    this.users = users;
  }

  /** A pass over all that were adopted, one of those that come so often; each has a turn a day. */
  public static ScreenedPass pass(Ports ports, AccountUsers users, Duration interval) {
    return new ScreenedPass(
        ports.secrets(),
        new AccountNewsReader(users, ports.clock(), ports.sleeper(), ports.stop()),
        ports.clock(),
        "",
        List.of(),
        arn -> CloseLooks.sinceOneOf(interval, Duration.ofHours(24), ports.clock().instant()),
        0,
        0,
        GoneSecretsSearched.ALWAYS);
  }

  @Override
  public String name() {
    return "screened";
  }

  @Override
  public Duration interval() {
    return new Keyturn().interval();
  }

  @Override
  public void run(List<ManagedSecret> fleet, Ports ports) {
    Reconciler reconciler = new Reconciler(ports, List.of());
    ScreenedPass pass = pass(ports, users, interval());
    Map<String, RunReport> alone = new HashMap<>();
    ReadResult<PassChoice> read = pass.choose(report -> alone.put(report.secret(), report));
    if (!(read instanceof ReadResult.Got<PassChoice>(PassChoice choice))) {
      throw new AssertionError("the secrets could not be listed: " + read);
    }
    leftAlone += choice.leftAlone();
    looked += choice.found().targets().size();
    alone.keySet().forEach(secret -> observe(reconciler, secret, ports.clock().instant()));
    for (ManagedSecret target : choice.found().targets()) {
      RunReport report = reconciler.run(target, new RunRequest.Advance());
      Instant now = ports.clock().instant();
      report.taken().stream()
          .findFirst()
          .ifPresent(step -> done(target, step.cause().reason().word(), now));
      if (report.outcome() instanceof RunOutcome.Halted) {
        done(target, HALT, now);
      }
      putOff.keySet().removeIf(key -> key.startsWith(target.secret() + " "));
    }
  }

  private void observe(Reconciler reconciler, String secret, Instant now) {
    RunReport seen = reconciler.plan(ManagedSecret.of(secret), new RunRequest.Advance());
    String what =
        switch (seen.outcome()) {
          case RunOutcome.Planned(var step) -> step.cause().reason().word();
          case RunOutcome.Halted halted -> HALT;
          default -> "";
        };
    if (!what.isEmpty()) {
      putOff.putIfAbsent(secret + " " + what, now);
    }
  }

  private void done(ManagedSecret target, String what, Instant now) {
    Instant since = putOff.getOrDefault(target.secret() + " " + what, now);
    delays.merge(
        what, Duration.between(since, now), (one, other) -> one.compareTo(other) < 0 ? other : one);
  }

  /** The longest time for which each kind of act was put off. */
  Map<String, Duration> delays() {
    return delays;
  }

  int leftAlone() {
    return leftAlone;
  }

  int looked() {
    return looked;
  }
}
