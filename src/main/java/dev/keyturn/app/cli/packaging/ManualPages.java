package dev.keyturn.app.cli.packaging;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The manual: a page for all, and one for each command, with the words of its help. */
final class ManualPages {
  private final String version;

  private ManualPages(String version) {
    this.version = version;
  }

  /** Each page's text by its name, such as {@code keyturn-status}. */
  static Map<String, String> of(CommandLine grammar, String version) {
    ManualPages pages = new ManualPages(version);
    Map<String, String> all = new LinkedHashMap<>();
    all.put("keyturn", pages.overview(grammar));
    grammar
        .getSubcommands()
        .forEach((name, command) ->
            all.put("keyturn-" + name, pages.command(name, command.getCommandSpec())));
    return all;
  }

  private String overview(CommandLine grammar) {
    UsageMessageSpec usage = grammar.getCommandSpec().usageMessage();
    Roff page = begin("keyturn", usage);
    page.request("SH", "COMMANDS");
    grammar
        .getSubcommands()
        .forEach((name, command) ->
            page.request("TP")
                .raw(Roff.bold(name))
                .line(
                    OptionText.plain(command.getCommandSpec().usageMessage().header())
                        + " See keyturn-"
                        + name
                        + "(1)."));
    options(page, "OPTIONS", grammar.getCommandSpec().options());
    page.request("SH", "EXIT STATUS").line("The worst of all secrets:");
    usage
        .exitCodeList()
        .forEach((code, meaning) -> page.request("TP").raw(Roff.bold(code.strip())).line(meaning));
    page.request("SH", "ENVIRONMENT").request("nf");
    for (String line : usage.footer()) {
      page.line(OptionText.plain(line));
    }
    return page.request("fi").toString();
  }

  private String command(String name, CommandSpec command) {
    UsageMessageSpec usage = command.usageMessage();
    Roff page = begin("keyturn-" + name, usage);
    if (usage.description().length > 0) {
      page.request("SH", "DESCRIPTION");
      for (String line : usage.description()) {
        page.line(OptionText.plain(line));
      }
    }
    List<OptionSpec> grouped = new ArrayList<>();
    command.argGroups().forEach(group -> grouped.addAll(group.options()));
    List<ArgSpec> own = new ArrayList<>(command.positionalParameters());
    own.addAll(command.options());
    own.removeAll(grouped);
    options(page, "OPTIONS", own);
    for (ArgGroupSpec group : command.argGroups()) {
      String heading = OptionText.plain(group.heading());
      options(page, heading.substring(0, heading.length() - 1), group.options());
    }
    page.request("SH", "EXAMPLES").request("nf");
    for (String example : usage.footer()) {
      page.line(OptionText.plain(example));
    }
    page.request("fi").request("SH", "SEE ALSO");
    return page.raw(Roff.bold("keyturn") + "(1), for the exit status and the environment")
        .toString();
  }

  private Roff begin(String name, UsageMessageSpec usage) {
    return new Roff()
        .request("TH", name.toUpperCase(java.util.Locale.ROOT), "1", "", "keyturn " + version, "")
        .request("SH", "NAME")
        .raw(Roff.escaped(name) + " \\- " + Roff.escaped(OptionText.plain(usage.header())))
        .request("SH", "SYNOPSIS")
        .line(OptionText.plain(usage.customSynopsis()));
  }

  private static void options(Roff page, String heading, List<? extends ArgSpec> arguments) {
    page.request("SH", heading);
    for (ArgSpec argument : arguments) {
      page.request("TP").raw(label(argument)).line(OptionText.help(argument));
    }
  }

  private static String label(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option)) {
      return Roff.italic(argument.paramLabel());
    }
    List<String> names = new ArrayList<>();
    for (String name : option.names()) {
      names.add(Roff.bold(name));
    }
    String all = String.join(", ", names);
    return OptionText.takesValue(option) ? all + " " + Roff.italic(option.paramLabel()) : all;
  }
}
