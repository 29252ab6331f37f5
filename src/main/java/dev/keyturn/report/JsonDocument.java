package dev.keyturn.report;

import dev.keyturn.result.KeyRetirementReport;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.SetupCheck;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a command prints with {@code --output json}: one document, whatever happens. Its schema is
 * {@code docs/schema/output.schema.json}.
 *
 * @param command the command, such as {@code status}; {@code keyturn} where none was understood
 * @param at when it ended, by AWS's clock where AWS was asked
 * @param caller the ARN that changed AWS; empty where nothing was changed, or nobody could say
 * @param exitCode the process's exit code
 * @param exitName its stable name, such as {@code nothing-due}
 * @param secrets what there is to tell of each secret
 * @param adopted what an adoption came to
 * @param checks what {@code doctor} has found
 * @param evidence what a journal says
 * @param keys what came of those that were to be retired
 * @param pass what a pass over all secrets rests on
 * @param problems what is wrong with the command, its settings or the environment; or why nothing
 *     could be done at all
 * @param rows what each of many adoptions came to
 */
public record JsonDocument(
    String command,
    Instant at,
    Optional<String> caller,
    boolean dryRun,
    int exitCode,
    String exitName,
    List<RunReport> secrets,
    Optional<AdoptionReport> adopted,
    List<SetupCheck> checks,
    Optional<EvidenceReport> evidence,
    List<KeyRetirementReport> keys,
    Optional<PassSummary> pass,
    List<String> problems,
    List<AdoptedRow> rows) {
  /** The name of this format; another number would be another, incompatible one. */
  public static final String FORMAT = "keyturn-output/1";

  public JsonDocument {
    secrets = List.copyOf(secrets);
    checks = List.copyOf(checks);
    keys = List.copyOf(keys);
    problems = List.copyOf(problems);
    rows = List.copyOf(rows);
  }

  /** Of a command that does not adopt many. */
  public JsonDocument(
      String command,
      Instant at,
      Optional<String> caller,
      boolean dryRun,
      int exitCode,
      String exitName,
      List<RunReport> secrets,
      Optional<AdoptionReport> adopted,
      List<SetupCheck> checks,
      Optional<EvidenceReport> evidence,
      List<KeyRetirementReport> keys,
      Optional<PassSummary> pass,
      List<String> problems) {
    this(
        command, at, caller, dryRun, exitCode, exitName, secrets, adopted, checks, evidence, keys,
        pass, problems, List.of());
  }
}
