package dev.keyturn.app.cli;

import dev.keyturn.audit.AuditedKey;
import dev.keyturn.audit.KeyAuditor;
import dev.keyturn.inventory.InventoryUser;
import dev.keyturn.report.AuditCsv;
import dev.keyturn.report.AuditJUnit;
import dev.keyturn.report.AuditOcsf;
import dev.keyturn.report.AuditSummary;
import dev.keyturn.report.AuditWriter;
import dev.keyturn.report.page.AuditPageWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that an audit writes beside what it prints, all of them or none. */
final class AuditFiles implements AutoCloseable {
  static final Option CSV =
      Option.withValue("csv", "FILE", OptionFormat.Shape.TEXT, "Write all keys there, a row each.");

  private static final Option JUNIT =
      Option.withValue(
          "junit",
          "FILE",
          OptionFormat.Shape.TEXT,
          "Write a test for each key there, in JUnit's XML, for pipelines.");
  private static final Option OCSF =
      Option.withValue(
          "ocsf",
          "FILE",
          OptionFormat.Shape.TEXT,
          "Write all verdicts there as OCSF Compliance Findings, for Security Hub and its like.");

  /** Begins to write a form. */
  private interface Beginning {
    AuditWriter begin(Writer out, KeyAuditor auditor) throws IOException;
  }

  /** A form that can be written. */
  private record Form(Option option, Beginning beginning) {}

  private static final List<Form> FORMS =
      List.of(
          new Form(CSV, (out, auditor) -> new AuditCsv(out, auditor.controls())),
          new Form(JUNIT, (out, auditor) -> new AuditJUnit(out)),
          new Form(OCSF, (out, auditor) -> new AuditOcsf(out, auditor.now())),
          new Form(SharedOptions.HTML, AuditFiles::page));

  /** Their options. */
  static final List<Option> ALL = FORMS.stream().map(Form::option).toList();

  private final List<OutputFile> files = new ArrayList<>();
  private final List<AuditWriter> writers = new ArrayList<>();

  private AuditFiles() {}

  /** Begins those that were asked for. */
  static AuditFiles of(Arguments arguments, KeyAuditor auditor) throws IOException {
    AuditFiles all = new AuditFiles();
    try {
      for (Form form : FORMS) {
        for (String name : arguments.texts(form.option())) {
          OutputFile file = OutputFile.at(Path.of(name));
          all.files.add(file);
          all.writers.add(form.beginning().begin(file.writer(), auditor));
        }
      }
      return all;
    } catch (IOException unwritable) {
      all.close();
      throw unwritable;
    }
  }

  private static AuditWriter page(Writer out, KeyAuditor auditor) {
    return new AuditPageWriter(
        out, auditor.controls(), auditor.now(), "Keyturn " + Version.current());
  }

  /** Writes a user to each. */
  void add(InventoryUser user, List<AuditedKey> keys) throws IOException {
    for (AuditWriter writer : writers) {
      writer.add(user, keys);
    }
  }

  /** Ends all of them, puts them into their places, and tells people of them. */
  void keep(AuditSummary summary, CliEnvironment environment, Arguments arguments)
      throws IOException {
    for (AuditWriter writer : writers) {
      writer.finish(summary);
      writer.close();
    }
    for (OutputFile file : files) {
      file.keep();
    }
    CommandOutput output = new CommandOutput(environment);
    ALL.stream()
        .flatMap(form -> arguments.texts(form).stream())
        .forEach(name -> output.wrote(arguments, name));
  }

  @Override
  public void close() throws IOException {
    for (OutputFile file : files) {
      file.discard();
    }
  }
}
