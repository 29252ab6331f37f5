package dev.keyturn.app.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the parser has found wrong with a command line. */
final class ParseErrors {
  private ParseErrors() {}

  /** A sentence each. */
  static List<String> of(ParseResult parsed) {
    List<String> errors = new ArrayList<>();
    for (ParseResult part = parsed; part != null; part = part.subcommand()) {
      for (Exception error : part.errors()) {
        errors.add("command line: " + words(error, part.equals(parsed)) + suggestion(error));
      }
    }
    return errors.stream().distinct().toList();
  }

  /**
   * The parser's own words, but where what was to be a command is none.
   *
   * @param outermost whether it was found before any command
   */
  private static String words(Exception error, boolean outermost) {
    return outermost
            && error instanceof UnmatchedArgumentException unmatched
            && !unmatched.isUnknownOption()
        ? "there is no command '%s'".formatted(unmatched.getUnmatched().getFirst())
        : String.valueOf(error.getMessage());
  }

  private static String suggestion(Exception error) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      List<String> like = unmatched.getSuggestions();
      return like.isEmpty() ? "" : "; did you mean " + like.getFirst() + "?";
    }
    return error instanceof ParameterException ? "" : " (internal)";
  }
}
