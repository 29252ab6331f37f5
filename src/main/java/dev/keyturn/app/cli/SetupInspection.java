package dev.keyturn.app.cli;

import dev.keyturn.app.cli.doctor.EndpointChecks;
import dev.keyturn.app.cli.doctor.EnvironmentChecks;
import dev.keyturn.app.cli.doctor.FunctionChecks;
import dev.keyturn.app.cli.doctor.Launcher;
import dev.keyturn.app.cli.doctor.LoginChecks;
import dev.keyturn.app.cli.doctor.RuntimeChecks;
import dev.keyturn.app.cli.doctor.SecretsChecks;
import dev.keyturn.aws.AwsService;
import dev.keyturn.aws.DeployedReads;
import dev.keyturn.aws.DeployedReads.DeployedFunction;
import dev.keyturn.aws.ProxySettings;
import dev.keyturn.aws.SetupReads;
import dev.keyturn.aws.SetupReads.CallerIdentity;
import dev.keyturn.aws.SetupReads.Session;
import dev.keyturn.fleet.FoundSecrets;
import dev.keyturn.port.ReadResult;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.result.SetupCheck;
import dev.keyturn.result.SetupCheck.Area;
import dev.keyturn.result.SetupCheck.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks, for {@code doctor}, everything that there is to ask, from this machine outwards. What needs
 * something that is not there is not asked: it is told as not checked, and what it waits for.
 */
final class SetupInspection {
  private final CommandContext context;
  private final SetupReads setup;
  private final Map<String, String> env;
  private final List<SetupCheck> checks = new ArrayList<>();
  private List<RunReport> reports = List.of();

  SetupInspection(CommandContext context) {
    this.context = context;
    this.setup = context.connection().setup().get();
    this.env = context.environment().env();
  }

  /** What came of looking at each secret; after {@link #checks}. */
  List<RunReport> reports() {
    return reports;
  }

  /** Everything, in order. */
  List<SetupCheck> checks() {
    checks.addAll(RuntimeChecks.of(runtime(), Version.current(), env));
    ReadResult<String> region = setup.region();
    checks.add(
        EnvironmentChecks.region(region, ConnectionOptions.of(context.arguments()).region(), env));
    checks.add(EnvironmentChecks.proxy(ProxySettings.of(env)));
    checks.add(EnvironmentChecks.certificates(setup.certificates(), env));
    if (region instanceof ReadResult.Got<String>(String where) && isReached()) {
      login().ifPresent(caller -> account(caller, where));
    }
    return List.copyOf(checks);
  }

  private static RuntimeChecks.JavaRuntime runtime() {
    List<String> arguments =
        ProcessHandle.current().info().arguments().map(Arrays::asList).orElseGet(List::of);
    return new RuntimeChecks.JavaRuntime(
        property("java.runtime.version").orElse(""),
        property("java.vendor").orElse(""),
        property("java.vm.info").orElse(""),
        RuntimeChecks.cacheOf(property("keyturn.cache"), arguments),
        Launcher.of(property(Launcher.PROPERTY)));
  }

  private static Optional<String> property(String name) {
    return Optional.ofNullable(System.getProperty(name));
  }

  /** Whether all of the services answer; without them nothing else can be looked at. */
  private boolean isReached() {
    int before = checks.size();
    for (AwsService service : AwsService.values()) {
      checks.add(EndpointChecks.of(service, setup.endpoint(service), env));
    }
    boolean reached =
        checks.subList(before, checks.size()).stream()
            .noneMatch(check -> check.verdict() == Verdict.FAILED);
    if (reached) {
      checks.add(EndpointChecks.clock(context.connection().skew().get()));
    } else {
      checks.add(
          SetupCheck.notChecked(
              Area.AWS, "login, permissions, secrets, function", "an endpoint does not answer"));
    }
    return reached;
  }

  /** Who one is; empty where AWS does not say, and so nothing else. */
  private Optional<CallerIdentity> login() {
    ReadResult<Session> session = setup.session();
    checks.add(LoginChecks.login(setup.way(), session));
    if (session instanceof ReadResult.Got<Session>(Session found)) {
      ReadResult<CallerIdentity> caller = setup.caller();
      checks.add(LoginChecks.identity(caller));
      checks.add(LoginChecks.session(found, context.now()));
      if (caller instanceof ReadResult.Got<CallerIdentity>(CallerIdentity who)) {
        return Optional.of(who);
      }
    }
    checks.add(
        SetupCheck.notChecked(Area.AWS, "permissions, secrets, function", "nobody is logged in"));
    return Optional.empty();
  }

  private void account(CallerIdentity caller, String region) {
    ReadResult<FoundSecrets> adopted = context.adopted();
    Optional<FoundSecrets> found =
        context
            .chosen()
            .or(() ->
                adopted instanceof ReadResult.Got<FoundSecrets>(FoundSecrets all)
                    ? Optional.of(all)
                    : Optional.empty());
    reports = found.map(this::look).orElseGet(List::of);
    FunctionChecks function = new FunctionChecks(functionName());
    DeployedReads deployed = setup.deployed();
    ReadResult<DeployedFunction> there = deployed.function(function.name(), function.alias());
    checks.addAll(
        new PermissionInspection(context, setup, function, there)
            .checks(caller, region, adopted, reports));
    checks.addAll(
        found.isPresent()
            ? SecretsChecks.of(reports)
            : List.of(
                SetupCheck.notChecked(
                    Area.SECRETS,
                    "secrets",
                    "they cannot be listed, and none is named",
                    "keyturn doctor SECRET")));
    function(function, deployed, there);
  }

  private List<RunReport> look(FoundSecrets found) {
    return Inspections.of(
        context, found, (reconciler, target) -> reconciler.plan(target, new RunRequest.Advance()));
  }

  private String functionName() {
    return context.arguments().text(DoctorCommand.FUNCTION).orElse("keyturn");
  }

  private void function(
      FunctionChecks function, DeployedReads deployed, ReadResult<DeployedFunction> found) {
    boolean named = context.arguments().has(DoctorCommand.FUNCTION);
    checks.addAll(function.function(found, named, Version.current()));
    if (found instanceof ReadResult.Got<DeployedFunction>) {
      checks.add(function.schedule(deployed.schedule(function.rule())));
      checks.addAll(function.alarms(deployed.alarms(function.alarmPrefix())));
      checks.add(function.deadLetters(deployed.messages(function.queue())));
    }
  }
}
