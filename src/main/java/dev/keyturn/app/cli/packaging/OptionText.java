package dev.keyturn.app.cli.packaging;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;

/** What picocli's model says of an option or an operand, as texts. */
final class OptionText {
  private OptionText() {}

  /** Lines as they are read: picocli keeps them as format strings. */
  static String plain(String... lines) {
    return String.format(String.join(" ", lines)).strip();
  }

  /** What it is for. */
  static String help(ArgSpec argument) {
    return plain(argument.description());
  }

  /** All values that it takes; empty where they cannot be listed. */
  static List<String> candidates(ArgSpec argument) {
    List<String> candidates = new ArrayList<>();
    if (argument.completionCandidates() != null) {
      argument.completionCandidates().forEach(candidates::add);
    }
    return candidates;
  }

  /** Whether something has to follow it. */
  static boolean takesValue(ArgSpec argument) {
    return argument.arity().max() > 0;
  }
}
