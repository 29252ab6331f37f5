package dev.keyturn.app.cli.packaging;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What completes a command line in fish. Nothing of Keyturn's is a file, so none is offered. */
final class FishCompletion {
  private static final String LINE = "complete -c keyturn";

  private final StringBuilder script = new StringBuilder();

  private FishCompletion() {}

  /** The script for a grammar. */
  static String of(CommandLine grammar) {
    return new FishCompletion().write(grammar);
  }

  private String write(CommandLine grammar) {
    script.append("# Completes keyturn in fish.\n").append(LINE).append(" -f\n");
    options("__fish_use_subcommand", grammar.getCommandSpec());
    for (Map.Entry<String, CommandLine> command : grammar.getSubcommands().entrySet()) {
      CommandSpec spec = command.getValue().getCommandSpec();
      line("__fish_use_subcommand", "-a " + command.getKey(), spec.usageMessage().header());
      String after = "__fish_seen_subcommand_from " + command.getKey();
      options(after, spec);
      for (PositionalParamSpec operand : spec.positionalParameters()) {
        List<String> values = OptionText.candidates(operand);
        if (!values.isEmpty()) {
          line(after, "-a " + quoted(String.join(" ", values)), operand.description());
        }
      }
    }
    return script.toString();
  }

  private void options(String when, CommandSpec spec) {
    for (OptionSpec option : spec.options()) {
      StringBuilder form = new StringBuilder();
      for (String name : option.names()) {
        form.append(
            name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
      }
      if (OptionText.takesValue(option)) {
        form.append(" -x");
        List<String> values = OptionText.candidates(option);
        if (!values.isEmpty()) {
          form.append(" -a ").append(quoted(String.join(" ", values)));
        }
      }
      line(when, form.substring(1), option.description());
    }
  }

  private void line(String when, String form, String... help) {
    script
        .append(LINE)
        .append(" -n ")
        .append(quoted(when))
        .append(' ')
        .append(form)
        .append(" -d ")
        .append(quoted(OptionText.plain(help)))
        .append('\n');
  }

  /** In single quotes fish knows two escapes. */
  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
