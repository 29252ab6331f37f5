package dev.keyturn.app.cli;

import dev.keyturn.model.Setting;
import dev.keyturn.report.Style;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * What may be typed, as picocli wants to be told. Put together by calls, not read from annotations:
 * that takes no reflection, which is most of what a parser costs at start-up.
 */
public final class PicocliGrammar {
  /** Wide enough for a sentence a line; narrower windows wrap it. */
  private static final int WIDTH = 96;

  private static final List<String> VERSION = List.of("-V", "--version");

  private PicocliGrammar() {}

  /**
   * The grammar of a command line; all that is wrong with one is collected, not thrown. Where it
   * begins with a command, only that command's is put together; where it asks for the version, none
   * is.
   */
  static CommandLine of(String[] args) {
    String first = args.length == 0 ? "" : args[0];
    if (VERSION.contains(first)) {
      return line(List.of(), false);
    }
    Optional<Command> command = CommandTable.named(first);
    return line(command.map(List::of).orElse(CommandTable.ALL), command.isEmpty());
  }

  /**
   * The grammar of everything that may be typed, described; for what is made of it at build time,
   * such as the manual.
   */
  public static CommandLine whole() {
    return line(CommandTable.ALL, true);
  }

  /** Prints the help of a command; where there is none, that of all. */
  static void printHelp(Optional<Command> command, PrintWriter to, Style style) {
    CommandLine line = line(command.map(List::of).orElse(CommandTable.ALL), command.isEmpty());
    printHelp(command.map(it -> line.getSubcommands().get(it.name())).orElse(line), to, style);
  }

  /** Prints the help that a grammar has. */
  static void printHelp(CommandLine line, PrintWriter to, Style style) {
    line.usage(to, style.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF);
  }

  private static CommandLine line(List<Command> commands, boolean described) {
    CommandSpec root = CommandSpec.create().name("keyturn");
    helpAndVersion(root);
    if (described) {
      describeRoot(root.usageMessage());
    }
    for (Command command : commands) {
      root.addSubcommand(command.name(), spec(command));
    }
    CommandLine line = new CommandLine(root).setUsageHelpWidth(WIDTH);
    // An argument is itself, not the name of a file of further ones: names come from anywhere, and
    // what stands in the file would be quoted in messages.
    line.setExpandAtFiles(false);
    collectErrors(line);
    return line;
  }

  /** Picocli's own would be read from annotations, at each start. */
  private static void helpAndVersion(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this help message and exit.")
            .build());
    spec.addOption(
        OptionSpec.builder(VERSION.toArray(String[]::new))
            .versionHelp(true)
            .description("Print version information and exit.")
            .build());
  }

  private static void collectErrors(CommandLine line) {
    line.getCommandSpec().parser().collectErrors(true);
    line.getSubcommands().values().forEach(PicocliGrammar::collectErrors);
  }

  private static void describeRoot(UsageMessageSpec usage) {
    usage
        .header("Rotates access keys of AWS IAM users without downtime, and never loses one.")
        .customSynopsis("keyturn COMMAND [OPTION…] [SECRET…]")
        .headerHeading("")
        .synopsisHeading("%nUsage: ")
        .commandListHeading("%nCommands:%n")
        .optionListHeading("%nOptions:%n")
        .sortOptions(false)
        .exitCodeListHeading("%nExit codes, the worst of all secrets:%n")
        .exitCodeList(exitCodes())
        .footer(
            "",
            "AWS is reached as by any AWS tool: AWS_REGION, AWS_PROFILE, AWS_ENDPOINT_URL, …",
            "The policy comes from defaults, KEYTURN_… variables, options and the secret's",
            "tags, the later the stronger.",
            "",
            "Try it without an account:  keyturn sandbox",
            "More on a command:          keyturn COMMAND --help");
  }

  private static Map<String, String> exitCodes() {
    Map<Integer, ExitCode> sorted = new java.util.TreeMap<>();
    for (ExitCode code : ExitCode.values()) {
      sorted.putIfAbsent(code.code(true), code);
    }
    Map<String, String> list = new LinkedHashMap<>();
    sorted.forEach((number, code) -> list.put("%3d".formatted(number), code.meaning()));
    return list;
  }

  private static CommandSpec spec(Command command) {
    CommandSpec spec = CommandSpec.create();
    helpAndVersion(spec);
    command.operand().ifPresent(operand -> spec.addPositional(positional(operand)));
    List<OptionSpec> connection = new ArrayList<>();
    List<OptionSpec> accounts = new ArrayList<>();
    for (Option option : command.everyOption()) {
      if (Option.isAmong(ConnectionOptions.ALL, option)) {
        connection.add(option(option));
      } else if (Option.isAmong(AccountOptions.ALL, option)) {
        accounts.add(option(option));
      } else {
        spec.addOption(option(option));
      }
    }
    if (!accounts.isEmpty()) {
      spec.addArgGroup(
          group("In many accounts, by a role of each (docs/organization.md):", accounts));
    }
    if (!connection.isEmpty()) {
      spec.addArgGroup(group("How to reach AWS:", connection));
    }
    if (command.takesPolicy()) {
      spec.addArgGroup(group(command.policyHeading(), settings()));
    }
    describe(command.help(), spec.usageMessage());
    return spec;
  }

  private static void describe(CommandHelp help, UsageMessageSpec usage) {
    usage
        .header(help.summary())
        .description(help.more().toArray(String[]::new))
        .descriptionHeading(help.more().isEmpty() ? "" : "%n")
        .synopsisHeading("%nUsage: ")
        .customSynopsis("keyturn " + help.synopsis())
        .parameterListHeading("%n")
        .optionListHeading("%nOptions:%n")
        .sortOptions(false)
        .footerHeading("%nExamples:%n")
        .footer(
            help.examples().stream()
                .map(example -> "  " + escaped(example))
                .toArray(String[]::new));
  }

  private static PositionalParamSpec positional(Operand operand) {
    return PositionalParamSpec.builder()
        .paramLabel(operand.label())
        .index(operand.many() ? "0..*" : "0")
        .arity((operand.required() ? "1" : "0") + (operand.many() ? "..*" : "..1"))
        .type(String[].class)
        .auxiliaryTypes(String.class)
        .completionCandidates(operand.format().candidates())
        .description(operand.help())
        .build();
  }

  private static OptionSpec option(Option option) {
    List<String> names = new ArrayList<>();
    option.letter().ifPresent(letter -> names.add("-" + letter));
    names.add(option.flag());
    OptionSpec.Builder builder =
        OptionSpec.builder(names.toArray(String[]::new)).description(escaped(option.help()));
    return option.takesValue()
        ? builder
            .type(option.repeated() ? String[].class : String.class)
            .auxiliaryTypes(String.class)
            .arity(option.repeated() ? "1..*" : "1")
            .paramLabel(option.label())
            .required(option.required())
            .completionCandidates(option.format().candidates())
            .build()
        : builder.type(boolean.class).arity("0").build();
  }

  private static List<OptionSpec> settings() {
    List<OptionSpec> options = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      options.add(
          OptionSpec.builder("--" + setting.key())
              .type(String.class)
              .arity("1")
              .paramLabel("VALUE")
              .completionCandidates(setting.candidates())
              .description(escaped(setting.help()))
              .build());
    }
    return options;
  }

  private static ArgGroupSpec group(String heading, List<OptionSpec> options) {
    ArgGroupSpec.Builder group =
        ArgGroupSpec.builder().exclusive(false).validate(false).heading("%n" + heading + "%n");
    options.forEach(group::addArg);
    return group.build();
  }

  /** picocli takes texts for format strings. */
  private static String escaped(String text) {
    return text.replace("%", "%%");
  }
}
