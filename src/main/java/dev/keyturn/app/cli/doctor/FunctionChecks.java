package dev.keyturn.app.cli.doctor;

import dev.keyturn.aws.DeployedReads.Alarm;
import dev.keyturn.aws.DeployedReads.DeployedFunction;
import dev.keyturn.aws.DeployedReads.Schedule;
import dev.keyturn.port.ReadResult;
import dev.keyturn.result.SetupCheck;
import dev.keyturn.result.SetupCheck.Area;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The deployed function. What stands around it has names that begin with its own, as the template
 * and the module make them.
 *
 * @param name of the function
 */
public record FunctionChecks(String name) {
  private static final Pattern VERSION = Pattern.compile("\\(Keyturn (.+)\\)");
  private static final String DEPLOY = "Deploy it: deploy/README.md";

  /** The alias that callers call. */
  public String alias() {
    return "live";
  }

  /** The rule that calls it. */
  public String rule() {
    return name + "-run";
  }

  /** What the names of its alarms begin with. */
  public String alarmPrefix() {
    return name + "-";
  }

  /** The queue for events that it did not take. */
  public String queue() {
    return name + "-dead-letters";
  }

  /**
   * The function, and whether its version is ours.
   *
   * @param named whether somebody asked for this very one, so that it has to be there
   * @param ours our version
   */
  public List<SetupCheck> function(
      ReadResult<DeployedFunction> function, boolean named, String ours) {
    return switch (function) {
      case ReadResult.Got<DeployedFunction>(DeployedFunction found) ->
          List.of(state(found), version(found, ours));
      case ReadResult.Absent<DeployedFunction> absent ->
          List.of(
              named
                  ? SetupCheck.failed(
                      Area.FUNCTION,
                      "function",
                      "there is no %s:%s".formatted(name, alias()),
                      DEPLOY)
                  : SetupCheck.ok(
                      Area.FUNCTION,
                      "function",
                      "none is called %s; another name: --function NAME".formatted(name)));
      case ReadResult.Failed<DeployedFunction> failed ->
          List.of(FailureWords.notChecked(Area.FUNCTION, "function", failed.failure()));
    };
  }

  private SetupCheck state(DeployedFunction found) {
    String seen = "%s:%s, version %s, %s".formatted(name, alias(), found.number(), found.state());
    boolean works =
        !found.state().equals("Failed")
            && !found.state().equals("Inactive")
            && !found.update().equals("Failed");
    return works
        ? SetupCheck.ok(Area.FUNCTION, "function", seen)
        : SetupCheck.failed(
            Area.FUNCTION,
            "function",
            "%s, last update %s".formatted(seen, found.update()),
            "aws lambda get-function-configuration --function-name %s --qualifier %s"
                .formatted(name, alias()));
  }

  private static SetupCheck version(DeployedFunction found, String ours) {
    Matcher described = VERSION.matcher(found.description());
    if (!described.find()) {
      return SetupCheck.notChecked(
          Area.FUNCTION,
          "function version",
          "the function's description does not say, as of deployments before 0.1.0",
          DEPLOY);
    }
    String theirs = described.group(1);
    return theirs.equals(ours)
        ? SetupCheck.ok(Area.FUNCTION, "function version", theirs + ", as here")
        : SetupCheck.warning(
            Area.FUNCTION, "function version", "%s; here it is %s".formatted(theirs, ours), DEPLOY);
  }

  /** The schedule. */
  public SetupCheck schedule(ReadResult<Schedule> schedule) {
    return switch (schedule) {
      case ReadResult.Got<Schedule>(Schedule found) ->
          found.enabled()
              ? SetupCheck.ok(
                  Area.FUNCTION, "schedule", "%s, %s".formatted(rule(), found.expression()))
              : SetupCheck.failed(
                  Area.FUNCTION,
                  "schedule",
                  "%s is disabled: nothing rotates".formatted(rule()),
                  "aws events enable-rule --name " + rule());
      case ReadResult.Absent<Schedule> absent ->
          SetupCheck.failed(
              Area.FUNCTION,
              "schedule",
              "there is no rule %s: nothing rotates".formatted(rule()),
              DEPLOY);
      case ReadResult.Failed<Schedule> failed ->
          FailureWords.notChecked(Area.FUNCTION, "schedule", failed.failure());
    };
  }

  /** The alarms, one that sounds before all others. */
  public List<SetupCheck> alarms(ReadResult<List<Alarm>> alarms) {
    return switch (alarms) {
      case ReadResult.Got<List<Alarm>>(List<Alarm> found) -> found(found);
      case ReadResult.Absent<List<Alarm>> absent -> found(List.of());
      case ReadResult.Failed<List<Alarm>> failed ->
          List.of(FailureWords.notChecked(Area.FUNCTION, "alarms", failed.failure()));
    };
  }

  private List<SetupCheck> found(List<Alarm> alarms) {
    List<SetupCheck> checks = new ArrayList<>();
    long silent = alarms.stream().filter(alarm -> !alarm.tells()).count();
    if (alarms.isEmpty()) {
      checks.add(SetupCheck.warning(Area.FUNCTION, "alarms", "there are none", DEPLOY));
    } else if (silent > 0) {
      checks.add(
          SetupCheck.warning(
              Area.FUNCTION,
              "alarms",
              "%d, of which %d tell nobody".formatted(alarms.size(), silent),
              "Deploy it with TopicArn: deploy/README.md"));
    } else {
      checks.add(SetupCheck.ok(Area.FUNCTION, "alarms", "%d".formatted(alarms.size())));
    }
    for (Alarm alarm : alarms) {
      if (alarm.state().equals("ALARM")) {
        checks.add(
            SetupCheck.failed(
                Area.FUNCTION,
                "alarm " + alarm.name(),
                "sounds",
                "docs/operations.md#" + alarm.name().substring(alarmPrefix().length())));
      }
    }
    return checks;
  }

  /** The events that it did not take. */
  public SetupCheck deadLetters(ReadResult<Long> messages) {
    return switch (messages) {
      case ReadResult.Got<Long>(Long number) ->
          number == 0
              ? SetupCheck.ok(Area.FUNCTION, "dead letters", "none")
              : SetupCheck.failed(
                  Area.FUNCTION,
                  "dead letters",
                  "about %d in %s: the schedule called, and the function was not there"
                      .formatted(number, queue()),
                  "docs/operations.md#dead-letters-waiting");
      case ReadResult.Absent<Long> absent ->
          SetupCheck.warning(Area.FUNCTION, "dead letters", "there is no queue " + queue(), DEPLOY);
      case ReadResult.Failed<Long> failed ->
          FailureWords.notChecked(Area.FUNCTION, "dead letters", failed.failure());
    };
  }
}
