package dev.keyturn.report;

import dev.keyturn.json.JsonText;
import dev.keyturn.model.Durations;
import dev.keyturn.model.Setting;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A simulation as JSON; its schema is {@code docs/schema/simulation.schema.json}. Nothing in it
 * tells when it was made: the same input gives the same text.
 */
public final class SimulationJson {
  /** The name of this format. */
  public static final String FORMAT = "keyturn-simulation/1";

  private SimulationJson() {}

  /** The document, indented, without a line end after it. */
  public static String of(SimulationSummary summary) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("command", "simulate");
    json.put("sentence", SimulationText.sentence(summary));
    json.put("source", source(summary));
    json.put("terms", terms(summary.terms()));
    json.put("firstWaves", summary.waves().stream().map(SimulationJson::wave).toList());
    json.put("rotationsByDay", summary.rotations());
    json.put("calls", calls(summary));
    json.put("oldestSwitchedOff", summary.oldest().map(Durations::format).orElse(null));
    json.put("users", summary.users().stream().map(SimulationJson::user).toList());
    json.put("adoptedAlready", summary.adoptedAlready());
    json.put("notAdopted", summary.leftOut().stream().map(SimulationJson::leftOut).toList());
    json.put("notSeen", summary.missing());
    json.put("doubts", summary.doubts());
    return JsonText.indented(json);
  }

  private static Map<String, Object> source(SimulationSummary summary) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", summary.source().name());
    json.put("account", summary.account());
    json.put("sha256", summary.source().sha256());
    json.put("rows", summary.source().rows());
    return json;
  }

  private static Map<String, Object> terms(SimulationTerms terms) {
    Map<String, Object> policy = new LinkedHashMap<>();
    for (Setting setting : Setting.values()) {
      policy.put(setting.key(), terms.policy().text(setting));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("begins", terms.begins());
    json.put("ends", terms.ends());
    json.put("days", terms.days());
    json.put("schedule", Durations.format(terms.schedule()));
    json.put("spread", Durations.format(terms.spread()));
    json.put("cache", Durations.format(terms.cache()));
    json.put("policy", policy);
    return json;
  }

  private static Map<String, Object> wave(FirstWave wave) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("spread", Durations.format(wave.spread()));
    json.put("rotations", wave.rotations());
    json.put("mostADay", wave.mostADay());
    json.put("busiestHour", load(wave.busiest()));
    return json;
  }

  private static Map<String, Object> load(CallLoad load) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("reads", load.reads());
    json.put("writes", load.writes());
    json.put("seconds", load.least().toSeconds());
    return json;
  }

  private static Map<String, Object> calls(SimulationSummary summary) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("total", load(summary.total()));
    json.put("busiestHour", load(summary.busiest()));
    json.put("readsPerSecond", CallLoad.READS_PER_SECOND);
    json.put("writesPerSecond", CallLoad.WRITES_PER_SECOND);
    json.put("idleLooksPassedOver", summary.idleRuns());
    json.put("readsOfAnIdleLook", SimulationSummary.READS_OF_AN_IDLE_RUN);
    return json;
  }

  private static Map<String, @Nullable Object> user(SimulatedUser user) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("user", user.name());
    json.put("path", user.path());
    json.put("overdue", user.overdue());
    json.put("usedEach", user.pace().map(Duration::toSeconds).orElse(null));
    json.put("rotations", user.rotations().stream().map(SimulationJson::rotation).toList());
    json.put("halt", user.halt().map(SimulationJson::halt).orElse(null));
    json.put("retireInstead", user.retire().orElse(null));
    json.put("refusedUses", user.refused());
    return json;
  }

  private static Map<String, @Nullable Object> rotation(SimulatedRotation rotation) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("promoted", rotation.promoted());
    json.put("readBy", rotation.readBy());
    json.put("switchedOff", rotation.switchedOff().orElse(null));
    json.put("deleted", rotation.deleted().orElse(null));
    return json;
  }

  private static Map<String, Object> halt(SimulatedHalt halt) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("at", halt.at());
    json.put("reason", halt.reason());
    json.put("sentence", halt.sentence());
    json.put("remedy", halt.remedy());
    return json;
  }

  private static Map<String, Object> leftOut(LeftOutUser user) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("user", user.user());
    json.put("why", user.why());
    json.put("remedy", user.remedy());
    return json;
  }
}
