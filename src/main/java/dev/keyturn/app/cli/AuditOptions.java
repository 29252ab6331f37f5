package dev.keyturn.app.cli;

import dev.keyturn.audit.Control;
import dev.keyturn.audit.ControlTable;
import dev.keyturn.audit.ControlTableReader;
import dev.keyturn.audit.ControlTableReading;
import dev.keyturn.inventory.Owner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What an audit goes by, from the command line and the tables of controls that it names. */
record AuditOptions(List<Control> controls, List<Control> failOn, List<String> ownerTags) {
  static final Option CONTROLS =
      Option.withValue(
              "controls",
              "NAME|FILE",
              OptionFormat.Shape.TEXT,
              "Controls by ID, a catalogue's (cis-7.0, security-hub, pci-dss-4.0.1 …), or a company's own from a JSON file (default: all of Keyturn's).")
          .several();

  static final Option MAX_AGE =
      Option.withValue(
          "max-age",
          "DAYS",
          OptionFormat.Shape.DAYS,
          "The limit of the control key-age (default: 90d).");

  static final Option UNUSED =
      Option.withValue(
          "unused",
          "DAYS",
          OptionFormat.Shape.DAYS,
          "The limit of the control key-unused (default: 45d).");

  static final Option OWNER_TAGS =
      Option.withValue(
          "owner-tags",
          "NAME,NAME",
          OptionFormat.Shape.TEXT,
          "The users' tags that name an owner, the first that is there counts (default: owner,team,contact).");

  static final Option FAIL_ON =
      Option.withValue(
          "fail-on",
          "all|none|NAME,…",
          OptionFormat.Shape.TEXT,
          "Which failing controls make the exit code 7: all, none, or some by ID or catalogue (default: all).");

  static final List<Option> ALL = List.of(CONTROLS, MAX_AGE, UNUSED, OWNER_TAGS, FAIL_ON);

  /** What came of reading them. */
  sealed interface Result {
    record Valid(AuditOptions options) implements Result {}

    /** A sentence each. */
    record Invalid(List<String> problems) implements Result {}
  }

  /** Reads the options, and the files that they name. */
  static Result read(Arguments arguments) {
    List<String> problems = new ArrayList<>();
    ControlTable usual =
        days(arguments, UNUSED)
            .map(days -> ControlTable.usual().withDays(ControlTable.KEY_UNUSED, days))
            .orElseGet(ControlTable::usual);
    ControlTable table =
        days(arguments, MAX_AGE)
            .map(days -> usual.withDays(ControlTable.KEY_AGE, days))
            .orElse(usual);
    Set<String> chosen = new LinkedHashSet<>();
    for (String word : words(arguments.texts(CONTROLS))) {
      Optional<ControlTable> own = isFile(word) ? file(word, problems) : Optional.empty();
      if (own.isPresent()) {
        table = table.with(own.get());
        own.get().controls().forEach(control -> chosen.add(control.id()));
      } else if (!isFile(word)) {
        chosen.add(word);
      }
    }
    List<Control> controls =
        chosen.isEmpty() ? table.controls() : named(CONTROLS, List.copyOf(chosen), table, problems);
    List<Control> failOn =
        switch (arguments.text(FAIL_ON).orElse("all")) {
          case "all" -> controls;
          case "none" -> List.of();
          case String some -> named(FAIL_ON, words(List.of(some)), table, problems);
        };
    failOn.stream()
        .filter(control -> !controls.contains(control) && !controls.isEmpty())
        .forEach(control ->
            problems.add(
                "command line: %s has %s, which %s leaves out: it would never fail"
                    .formatted(FAIL_ON.name(), control.id(), CONTROLS.name())));
    return problems.isEmpty()
        ? new Result.Valid(
            new AuditOptions(
                controls,
                failOn,
                arguments
                    .text(OWNER_TAGS)
                    .map(tags -> words(List.of(tags)))
                    .orElse(Owner.USUAL_TAGS)))
        : new Result.Invalid(problems);
  }

  private static Optional<Integer> days(Arguments arguments, Option option) {
    return arguments
        .text(option)
        .map(text -> (int) arguments.duration(option, Duration.ZERO).toDays());
  }

  private static List<String> words(List<String> texts) {
    return texts.stream()
        .flatMap(text -> Stream.of(text.split(",", -1)))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static boolean isFile(String word) {
    return word.endsWith(".json") || word.contains("/");
  }

  private static Optional<ControlTable> file(String name, List<String> problems) {
    try (InputStream in = Files.newInputStream(Path.of(name))) {
      return switch (ControlTableReader.read(in)) {
        case ControlTableReading.Read(ControlTable table) -> Optional.of(table);
        case ControlTableReading.Refused(String problem) -> {
          problems.add(
              "controls: %s: %s. Its form: docs/schema/controls.schema.json"
                  .formatted(name, problem));
          yield Optional.empty();
        }
      };
    } catch (IOException | IllegalArgumentException unreadable) {
      problems.add("controls: %s cannot be read: %s".formatted(name, FileWords.of(unreadable)));
      return Optional.empty();
    }
  }

  private static List<Control> named(
      Option option, List<String> words, ControlTable table, List<String> problems) {
    Set<Control> found = new LinkedHashSet<>();
    for (String word : words) {
      List<Control> some = table.named(word);
      if (some.isEmpty()) {
        problems.add(
            "command line: %s has \"%s\", which names no control. There are: %s"
                .formatted(option.name(), word, String.join(", ", table.words())));
      }
      found.addAll(some);
    }
    return table.controls().stream().filter(found::contains).toList();
  }
}
