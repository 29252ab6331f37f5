package dev.keyturn.app.cli.packaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What completes a command line in zsh: one call of its {@code _arguments} for each command. */
final class ZshCompletion {
  private final StringBuilder script = new StringBuilder();

  private ZshCompletion() {}

  /** The script for a grammar, to be found as {@code _keyturn}. */
  static String of(CommandLine grammar) {
    return new ZshCompletion().write(grammar);
  }

  private String write(CommandLine grammar) {
    script.append(
        """
        #compdef keyturn
        # Completes keyturn in zsh.

        _keyturn() {
          local curcontext="$curcontext" state
          local -a line commands
          commands=(
        """);
    grammar
        .getSubcommands()
        .forEach((name, command) ->
            script
                .append("    ")
                .append(quoted(name + ":" + colons(summary(command.getCommandSpec()))))
                .append('\n'));
    script.append("  )\n  _arguments -C \\\n");
    arguments("    ", specs(grammar.getCommandSpec()), "'1: :->command' '*:: :->rest'");
    script.append(
        """
          case $state in
            command) _describe -t commands command commands ;;
            rest)
              curcontext="${curcontext%:*:*}:keyturn-$words[1]:"
              case $words[1] in
        """);
    for (Map.Entry<String, CommandLine> command : grammar.getSubcommands().entrySet()) {
      script.append("        ").append(command.getKey()).append(")\n          _arguments \\\n");
      CommandSpec spec = command.getValue().getCommandSpec();
      arguments("            ", specs(spec), operands(spec));
      script.append("          ;;\n");
    }
    return script.append("      esac\n      ;;\n  esac\n}\n\n_keyturn \"$@\"\n").toString();
  }

  private void arguments(String indent, List<String> specs, String last) {
    for (String spec : specs) {
      script.append(indent).append(quoted(spec)).append(" \\\n");
    }
    script.append(indent).append(last).append('\n');
  }

  private static List<String> specs(CommandSpec command) {
    List<String> specs = new ArrayList<>();
    for (OptionSpec option : command.options()) {
      String others = "(" + String.join(" ", option.names()) + ")";
      String help = "[" + brackets(OptionText.help(option)) + "]";
      for (String name : option.names()) {
        if (OptionText.takesValue(option)) {
          String form = name.startsWith("--") ? name + "=" : name;
          specs.add(
              others + form + help + ":" + colons(option.paramLabel()) + ":" + values(option));
        } else {
          specs.add(others + name + help);
        }
      }
    }
    return specs;
  }

  private static String operands(CommandSpec command) {
    List<String> operands = new ArrayList<>();
    for (PositionalParamSpec operand : command.positionalParameters()) {
      operands.add(
          (operand.arity().max() > 1 ? "*" : "1")
              + ":"
              + colons(operand.paramLabel())
              + ":"
              + values(operand));
    }
    return operands.isEmpty() ? "'*: :'" : quoted(operands.getFirst());
  }

  private static String values(picocli.CommandLine.Model.ArgSpec argument) {
    List<String> values = OptionText.candidates(argument);
    return values.isEmpty() ? "" : "(" + String.join(" ", values) + ")";
  }

  private static String summary(CommandSpec command) {
    return OptionText.plain(command.usageMessage().header());
  }

  private static String colons(String text) {
    return text.replace("\\", "\\\\").replace(":", "\\:");
  }

  private static String brackets(String text) {
    return colons(text).replace("[", "\\[").replace("]", "\\]");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
