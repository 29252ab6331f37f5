package dev.keyturn.app.cli;

import dev.keyturn.app.env.JournalSettings;
import dev.keyturn.evidence.JournalCheck;
import dev.keyturn.evidence.KeyActs;
import dev.keyturn.evidence.Segment;
import dev.keyturn.evidence.VerifierKey;
import dev.keyturn.port.Failure;
import dev.keyturn.port.MessageSigner;
import dev.keyturn.port.ReadResult;
import dev.keyturn.report.EvidenceReport;
import dev.keyturn.report.EvidenceText;
import dev.keyturn.report.VisibleText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code evidence}: a key's life from the journal, and whether the journal is as it was written.
 */
final class EvidenceCommand implements AwsCommand {
  private static final Option VERIFY =
      Option.withoutValue(
          "verify", "Find lines that were changed, left out, put in or put elsewhere.");

  private static final Option JOURNAL =
      Option.withValue(
          "journal",
          "PLACE",
          OptionFormat.Shape.TEXT,
          "A folder, or s3://BUCKET/PREFIX, instead of KEYTURN_JOURNAL.");

  private static final Option KEY =
      Option.withValue(
          "key",
          "FILE",
          OptionFormat.Shape.TEXT,
          "Public keys that checkpoints may be signed with, a line each, as --public-key prints them.");

  private static final Option PIN =
      Option.withValue(
          "pin",
          "FILE",
          OptionFormat.Shape.TEXT,
          "A checkpoint that was kept elsewhere: the journal must still have what it had then.");

  private static final Option PUBLIC_KEY =
      Option.withoutValue("public-key", "Print the public half of KEYTURN_JOURNAL_KEY.");

  private static final CommandHelp HELP =
      new CommandHelp(
          "evidence [SECRET|KEY-ID] [--verify [--key FILE] [--pin FILE]] [OPTION…]",
          "Print what the journal says of a secret or a key, or check the journal.",
          List.of(
              "A line an act: when, which key, what, why, by whom, and the request ID under which",
              "CloudTrail has it. With --verify: exit code 4 where the journal was tampered with, or",
              "where --key is given and some part of it has no signature."),
          List.of(
              "keyturn evidence prod/web/iam",
              "keyturn evidence AKIAIOSFODNN7EXAMPLE --journal s3://audit/keyturn",
              "keyturn evidence --verify --key keyturn.pub --pin last.checkpoint"));

  @Override
  public String name() {
    return "evidence";
  }

  @Override
  public CommandHelp help() {
    return HELP;
  }

  @Override
  public Optional<Operand> operand() {
    return Operand.atMostOne(
        "SECRET|KEY-ID", OptionFormat.Shape.TEXT, "A secret's name or ARN, or a whole key ID.");
  }

  @Override
  public List<Option> options() {
    return List.of(VERIFY, JOURNAL, KEY, PIN, PUBLIC_KEY);
  }

  @Override
  public List<String> problems(Arguments arguments) {
    List<String> problems = new ArrayList<>();
    if (arguments.names().isEmpty() && !arguments.has(VERIFY) && !arguments.has(PUBLIC_KEY)) {
      problems.add("command line: a SECRET or a KEY-ID is missing, or --verify");
    }
    if (!arguments.has(VERIFY) && (arguments.has(KEY) || arguments.has(PIN))) {
      problems.add("command line: --key and --pin go with --verify");
    }
    arguments
        .text(JOURNAL)
        .filter(text -> JournalSettings.place(text).isEmpty())
        .ifPresent(text ->
            problems.add(
                "command line: --journal is neither a folder nor s3:// with a bucket and perhaps a prefix"));
    return problems;
  }

  @Override
  public CommandResult run(CommandContext context) {
    Arguments arguments = context.arguments();
    JournalSettings settings = JournalSettings.read(context.environment().env());
    if (arguments.has(PUBLIC_KEY)) {
      return publicKey(context, settings);
    }
    Optional<JournalSettings.Place> place =
        arguments.text(JOURNAL).flatMap(JournalSettings::place).or(settings::place);
    if (place.isEmpty()) {
      return unusable(context, "which journal? Set KEYTURN_JOURNAL, or type --journal FOLDER");
    }
    EvidenceFiles files = EvidenceFiles.read(arguments.text(KEY), arguments.text(PIN));
    if (!files.problems().isEmpty()) {
      return CommandResult.problems(ExitCode.USAGE, context.now(), files.problems());
    }
    if (place.get() instanceof JournalSettings.Place.Folder(Path path)
        && !Files.isDirectory(path)) {
      // A mistyped folder would else be a journal of no lines, which is as it was written.
      return unusable(
          context,
          "there is no folder %s: no run has kept a journal there; KEYTURN_JOURNAL or --journal names it"
              .formatted(path));
    }
    return switch (JournalReader.read(
        JournalSettings.store(place.get(), context.connection().journals()))) {
      case JournalReader.Result.Read(List<Segment> journal) -> tell(context, journal, files);
      case JournalReader.Result.Failed(Failure failure) ->
          CommandResult.problems(ExitCode.AWS, context.now(), List.of(failure.sentence()));
    };
  }

  private static CommandResult tell(
      CommandContext context, List<Segment> journal, EvidenceFiles files) {
    Arguments arguments = context.arguments();
    EvidenceText text = new EvidenceText(context.style());
    List<String> lines = new ArrayList<>();
    List<KeyActs.Act> acts = new ArrayList<>();
    for (String wanted : arguments.names()) {
      acts.addAll(KeyActs.of(journal, wanted));
      lines.addAll(
          acts.isEmpty()
              ? List.of("The journal says nothing of %s.".formatted(VisibleText.of(wanted)))
              : text.acts(wanted, acts));
    }
    Optional<JournalCheck> check =
        arguments.has(VERIFY)
            ? Optional.of(JournalCheck.of(journal, files.keys(), files.pinned()))
            : Optional.empty();
    if (check.filter(it -> it.segments() == 0 && it.findings().isEmpty()).isPresent()) {
      // A mistyped prefix of a bucket, or an emptied folder, would else be as it was written.
      return unusable(
          context,
          "there is nothing to verify: no run has kept a journal there; KEYTURN_JOURNAL or --journal names it");
    }
    check.ifPresent(it -> {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.addAll(text.check(it, !files.keys().isEmpty(), files.pinned().isPresent()));
    });
    ExitCode exit =
        check.filter(it -> it.verdict() != JournalCheck.Verdict.AS_WRITTEN).isPresent()
            ? ExitCode.HALTED
            : ExitCode.DONE;
    return new CommandResult(
        exit,
        context.now(),
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.of(new EvidenceReport(acts, check)),
        List.of(),
        List.of(),
        lines,
        Optional.empty());
  }

  private static CommandResult publicKey(CommandContext context, JournalSettings settings) {
    Optional<MessageSigner> signer = settings.signer(context.connection().journals());
    if (signer.isEmpty()) {
      return unusable(context, "no key: set KEYTURN_JOURNAL_KEY and KEYTURN_JOURNAL");
    }
    return switch (signer.get().publicKey()) {
      case ReadResult.Got<byte[]>(byte[] encoded) ->
          VerifierKey.ofX509(encoded)
              .map(key ->
                  CommandResult.of(ExitCode.DONE, context.now(), List.of(), List.of(key.text())))
              .orElseGet(() -> unusable(context, "KEYTURN_JOURNAL_KEY is no Ed25519 key"));
      case ReadResult.Absent<byte[]> none -> unusable(context, "KEYTURN_JOURNAL_KEY names no key");
      case ReadResult.Failed<byte[]>(Failure failure) ->
          CommandResult.problems(ExitCode.AWS, context.now(), List.of(failure.sentence()));
    };
  }

  private static CommandResult unusable(CommandContext context, String problem) {
    return CommandResult.problems(ExitCode.USAGE, context.now(), List.of("evidence: " + problem));
  }
}
