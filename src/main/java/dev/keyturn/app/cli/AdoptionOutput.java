package dev.keyturn.app.cli;

import dev.keyturn.port.AwsWrite;
import dev.keyturn.port.EventSink;
import dev.keyturn.report.AdoptText;
import dev.keyturn.report.AdoptionReport;
import dev.keyturn.report.ResultText;
import dev.keyturn.result.RunReport;
import dev.keyturn.rotate.Adoption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an adoption came to, for both outputs. */
final class AdoptionOutput {
  private final CommandContext context;
  private final Adoption.Request request;
  private final boolean dryRun;
  private final List<AwsWrite> writes = new ArrayList<>();

  AdoptionOutput(CommandContext context, Adoption.Request request, boolean dryRun) {
    this.context = context;
    this.request = request;
    this.dryRun = dryRun;
  }

  /** A sink that hands the adoption's events on, and keeps what AWS was asked to change for it. */
  EventSink keeping(EventSink next) {
    return event -> {
      next.record(event);
      writes.addAll(event.writes());
    };
  }

  /** The adoption itself, whatever comes after it. */
  AdoptionReport report(Adoption.Result result) {
    return switch (result) {
      case Adoption.Result.Adopted adopted ->
          report(
              new AdoptionReport.Outcome.Bound(adopted.user(), adopted.arn(), adopted.warnings()),
              adopted.changes());
      case Adoption.Result.Refused refused ->
          report(
              new AdoptionReport.Outcome.Refused(refused.reason(), refused.why(), refused.remedy()),
              List.of());
      case Adoption.Result.Failed failed ->
          report(new AdoptionReport.Outcome.Failed(failed.failure()), failed.changes());
    };
  }

  private AdoptionReport report(AdoptionReport.Outcome outcome, List<String> changes) {
    return new AdoptionReport(request.user(), request.secret(), outcome, changes, writes);
  }

  /**
   * What the command came to.
   *
   * @param first the rotation to the user's first key, where there was one
   */
  CommandResult result(AdoptionReport adopted, Optional<RunReport> first) {
    return new CommandResult(
        exit(adopted, first),
        context.now(),
        first.stream().toList(),
        Optional.of(adopted),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        text(adopted, first),
        Optional.empty());
  }

  /** How an adoption ends, with the rotation to the user's first key, where there was one. */
  static ExitCode exit(AdoptionReport adopted, Optional<RunReport> first) {
    ExitCode bound =
        switch (adopted.outcome()) {
          case AdoptionReport.Outcome.Bound b ->
              adopted.changes().isEmpty() && first.isEmpty() ? ExitCode.NOTHING_DUE : ExitCode.DONE;
          case AdoptionReport.Outcome.Refused r -> ExitCode.REFUSED;
          case AdoptionReport.Outcome.Failed f -> ExitCode.AWS;
        };
    return first.map(ExitCode::of).map(bound::or).orElse(bound);
  }

  private List<String> text(AdoptionReport adopted, Optional<RunReport> first) {
    List<String> lines = new ArrayList<>();
    if (first.isPresent()) {
      lines.addAll(new ResultText(context.style(), context.now()).lines(first.get()));
    } else {
      lines.addAll(new AdoptText(context.style(), dryRun).lines(adopted));
    }
    if (adopted.outcome() instanceof AdoptionReport.Outcome.Bound) {
      lines.add(
          dryRun ? "Dry run: nothing was changed." : "Next: keyturn plan " + request.secret());
    }
    return lines;
  }
}
