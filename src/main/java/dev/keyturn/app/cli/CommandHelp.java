package dev.keyturn.app.cli;

import java.util.List;

/**
 * What a command's help says besides its options.
 *
 * @param synopsis what is typed after {@code keyturn}
 * @param summary a sentence, for the list of commands, too
 * @param more further lines; none where the summary says it all
 * @param examples whole command lines
 */
record CommandHelp(String synopsis, String summary, List<String> more, List<String> examples) {
  CommandHelp {
    more = List.copyOf(more);
    examples = List.copyOf(examples);
  }
}
