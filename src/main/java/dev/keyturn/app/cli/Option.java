package dev.keyturn.app.cli;

import java.util.List;
import java.util.Optional;

/**
 * An option of a command, as it is typed and as the help shows it.
 *
 * @param name as it is typed after two dashes, such as {@code dry-run}
 * @param letter as it may be typed after one dash instead
 * @param label what the help calls its value; empty for one that takes none
 * @param format what its value has to look like
 * @param required whether the command cannot do without it
 * @param repeated whether it may be given more than once, and several values may follow it
 */
record Option(
    String name,
    Optional<String> letter,
    String label,
    OptionFormat format,
    boolean required,
    boolean repeated,
    String help) {
  /** One that is given or not. */
  static Option withoutValue(String name, String help) {
    return new Option(name, Optional.empty(), "", OptionFormat.Shape.ANY, false, false, help);
  }

  /** One with a value. */
  static Option withValue(String name, String label, OptionFormat format, String help) {
    return new Option(name, Optional.empty(), label, format, false, false, help);
  }

  /** The same, but that the command cannot do without it. */
  Option needed() {
    return new Option(name, letter, label, format, true, repeated, help);
  }

  /** The same, with any number of values. */
  Option several() {
    return new Option(name, letter, label, format, required, true, help);
  }

  /** The same, with a short form. */
  Option orLetter(String abbreviation) {
    return new Option(name, Optional.of(abbreviation), label, format, required, repeated, help);
  }

  /**
   * Whether it is one of some, told by its name: a record's own comparison is put together at each
   * start, which takes longer than all of them.
   */
  static boolean isAmong(List<Option> options, Option option) {
    return options.stream().anyMatch(one -> one.name().equals(option.name()));
  }

  /** As it is typed, such as {@code --dry-run}. */
  String flag() {
    return "--" + name;
  }

  /** Whether something has to follow it. */
  boolean takesValue() {
    return !label.isEmpty();
  }
}
