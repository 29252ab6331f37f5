package dev.keyturn.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands in a text that Keyturn printed, as somebody reads them who types what is there: a
 * command ends at a bracket or at punctuation. Commands that are joined by "then" belong together;
 * others are ways to choose from.
 *
 * @param looks those that change nothing
 * @param ways what to do: each way is one or more commands, in their order
 */
record Advice(List<Command> looks, List<List<Command>> ways) {
  /**
   * One command.
   *
   * @param words with {@code keyturn} or {@code aws} in front
   * @param about what was said around it, by which KEY-ID is filled in
   * @param later whether it is the same command, to be typed when time has passed
   */
  record Command(List<String> words, String about, boolean later) {
    boolean isKeyturn() {
      return words.getFirst().equals("keyturn");
    }

    boolean looks() {
      return isKeyturn()
          ? List.of("plan", "status").contains(words.get(1))
          : AwsCommands.looks(words);
    }

    @Override
    public String toString() {
      return String.join(" ", words);
    }
  }

  private static final Pattern BEGINNING =
      Pattern.compile(
          "(?<![\\w/:.-])(keyturn|aws) (?=[a-z])|\\b[Aa]dd (?=--)|\\brun this again\\b");
  private static final Pattern THEN = Pattern.compile("\\bthen\\b|\\bafter a while\\b");
  private static final String SOURCES = " --new-key| --from-profile \\S+| --existing";

  /**
   * Reads a text.
   *
   * @param typed the command that printed it, for "add --new-key" and "run this again"
   */
  static Advice of(String text, String typed) {
    List<Command> looks = new ArrayList<>();
    List<List<Command>> ways = new ArrayList<>();
    Matcher next = BEGINNING.matcher(text);
    int end = 0;
    int from = 0;
    while (next.find(from)) {
      from = outcome(text, next.end());
      String said = text.substring(next.end(), from);
      String about = text.substring(next.start(), following(text, from));
      boolean later = next.group().endsWith("again");
      Command command = new Command(words(next.group(), said, typed), about, later);
      if (command.looks()) {
        looks.add(command);
        continue;
      }
      if (!ways.isEmpty() && THEN.matcher(text.substring(end, next.start())).find()) {
        ways.getLast().add(command);
      } else {
        ways.add(new ArrayList<>(List.of(command)));
      }
      end = from;
    }
    return new Advice(looks, ways);
  }

  private static List<String> words(String beginning, String said, String typed) {
    if (beginning.endsWith("again")) {
      return List.of(("keyturn " + typed).split(" "));
    }
    if (beginning.startsWith("keyturn") || beginning.startsWith("aws")) {
      return List.of((beginning + said).split(" +"));
    }
    // What is added is the option, and its value where it has one; "to have …" is said of it.
    String option = said.replaceFirst("^(--\\S+( [A-Z]+\\b)?).*", "$1");
    String bare = option.equals("--existing") ? typed : typed.replaceAll(SOURCES, "");
    return List.of(("keyturn " + bare + " " + option).split(" +"));
  }

  private static int outcome(String text, int from) {
    Matcher stop = Pattern.compile("[.,;:)]+(?=\\s|$)|\\)| \\(|\\n|$").matcher(text);
    return stop.find(from) ? stop.start() : text.length();
  }

  /** To the beginning of the next command, or the end. */
  private static int following(String text, int from) {
    Matcher next = Pattern.compile("\\baws (?=[a-z])").matcher(text);
    return next.find(from) ? next.start() : text.length();
  }

  /** The end of the key's ID by which what is said around the command names it. */
  static Optional<String> maskedKey(String text) {
    Matcher masked = Pattern.compile("\\*{4}(\\w{4})").matcher(text);
    return masked.find() ? Optional.of(masked.group(1)) : Optional.empty();
  }
}
