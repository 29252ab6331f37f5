package dev.keyturn.app.cli;

import dev.keyturn.model.Setting;
import java.util.ArrayList;
import java.util.Arrays;
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
final class PicocliGrammar {
  /** Wide enough for a sentence a line; narrower windows wrap it. */
  private static final int WIDTH = 96;

  private PicocliGrammar() {}

  /**
   * The grammar of a command line; all that is wrong with one is collected, not thrown. Where it
   * begins with a command, only that command's is put together.
   */
  static CommandLine of(String[] args) {
    CommandSpec root = CommandSpec.create().name("keyturn");
    root.versionProvider(() -> new String[] {"keyturn " + Version.current()});
    helpAndVersion(root);
    Optional<Verb> first = Arrays.stream(args).findFirst().flatMap(Verb::of);
    if (first.isEmpty()) {
      describeRoot(root.usageMessage());
    }
    for (Verb verb : first.map(List::of).orElseGet(() -> List.of(Verb.values()))) {
      root.addSubcommand(verb.word(), command(verb));
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
        OptionSpec.builder("-V", "--version")
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

  private static CommandSpec command(Verb verb) {
    CommandSpec spec = CommandSpec.create();
    helpAndVersion(spec);
    positional(verb, spec);
    List<OptionSpec> connection = new ArrayList<>();
    for (Option option : Option.values()) {
      if (option.isFor(verb)) {
        if (option.isConnection()) {
          connection.add(option(option));
        } else {
          spec.addOption(option(option));
        }
      }
    }
    if (!connection.isEmpty()) {
      spec.addArgGroup(group("%nHow to reach AWS:%n", connection));
      spec.addArgGroup(group(policyHeading(verb), settings()));
    }
    describe(verb, spec.usageMessage());
    return spec;
  }

  private static String policyHeading(Verb verb) {
    return verb == Verb.ADOPT
        ? "%nThe secret's policy, written as its tags:%n"
        : "%nThe policy, where the secret's tags say nothing else:%n";
  }

  private static void describe(Verb verb, UsageMessageSpec usage) {
    List<String> footer = new ArrayList<>();
    verb.examples().forEach(example -> footer.add("  " + escaped(example)));
    usage
        .header(verb.summary())
        .description(verb.more().toArray(String[]::new))
        .descriptionHeading(verb.more().isEmpty() ? "" : "%n")
        .synopsisHeading("%nUsage: ")
        .customSynopsis("keyturn " + synopsis(verb))
        .parameterListHeading("%n")
        .optionListHeading("%nOptions:%n")
        .sortOptions(false)
        .footerHeading("%nExamples:%n")
        .footer(footer.toArray(String[]::new));
  }

  private static String synopsis(Verb verb) {
    return switch (verb) {
      case ADOPT -> "adopt USER --secret NAME [--from-profile PROFILE | --new-key] [OPTION…]";
      case STATUS, PLAN, RUN -> verb.word() + " [SECRET…] [OPTION…]";
      case ROTATE -> "rotate SECRET… [OPTION…]";
      case ROLLBACK -> "rollback SECRET [--reactivate KEY-ID] [OPTION…]";
      case SANDBOX, DEMO -> verb.word() + " [OPTION…]";
    };
  }

  private static void positional(Verb verb, CommandSpec spec) {
    switch (verb) {
      case ADOPT -> spec.addPositional(parameter("USER", "0", "1", "The IAM user's name."));
      case STATUS, PLAN, RUN -> spec.addPositional(secrets("0..*"));
      case ROTATE -> spec.addPositional(secrets("1..*"));
      case ROLLBACK ->
          spec.addPositional(parameter("SECRET", "0", "1", "The secret's name or ARN."));
      case SANDBOX, DEMO -> {}
    }
  }

  private static PositionalParamSpec secrets(String arity) {
    return parameter("SECRET", "0..*", arity, "Names or ARNs of secrets.");
  }

  private static PositionalParamSpec parameter(
      String label, String index, String arity, String help) {
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .index(index)
        .arity(arity)
        .type(String[].class)
        .auxiliaryTypes(String.class)
        .description(help)
        .build();
  }

  private static OptionSpec option(Option option) {
    List<String> names = new ArrayList<>();
    if (option == Option.OUTPUT) {
      names.add("-o");
    }
    names.add(option.flag());
    OptionSpec.Builder builder =
        OptionSpec.builder(names.toArray(String[]::new)).description(escaped(option.help()));
    return option.label().isEmpty()
        ? builder.type(boolean.class).arity("0").build()
        : builder
            .type(String.class)
            .arity("1")
            .paramLabel(option.label())
            .required(option == Option.SECRET)
            .build();
  }

  private static List<OptionSpec> settings() {
    List<OptionSpec> options = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      options.add(
          OptionSpec.builder("--" + setting.key())
              .type(String.class)
              .arity("1")
              .paramLabel("…")
              .description(escaped(SettingHelp.of(setting)))
              .build());
    }
    return options;
  }

  private static ArgGroupSpec group(String heading, List<OptionSpec> options) {
    ArgGroupSpec.Builder group =
        ArgGroupSpec.builder().exclusive(false).validate(false).heading(heading);
    options.forEach(group::addArg);
    return group.build();
  }

  /** picocli takes texts for format strings. */
  private static String escaped(String text) {
    return text.replace("%", "%%");
  }
}
