package dev.keyturn.model;

import dev.keyturn.model.Policy.NewKeyUse;
import dev.keyturn.model.Policy.StillUsed;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

/**
 * How the values of a setting are spelt, and which of them is more.
 *
 * @param form what a value looks like, for messages; {@code %s} stands for an example
 * @param valueType what a {@link Policy} keeps
 * @param reader empty for what is not a value
 * @param writer spells a value as the reader takes it
 * @param rank where a value stands in the order of all: the further down, the less it waits or asks
 *     for
 */
record SettingType<T>(
    String form,
    Class<T> valueType,
    Function<String, Optional<T>> reader,
    Function<T, String> writer,
    ToLongFunction<T> rank) {
  static final SettingType<Duration> DURATION =
      new SettingType<>(
          "a duration, such as %s",
          Duration.class, Durations::parse, Durations::format, Duration::toSeconds);

  static final SettingType<Integer> COUNT =
      new SettingType<>(
          "a whole number, such as %s",
          Integer.class, SettingType::count, String::valueOf, Integer::longValue);

  static final SettingType<NewKeyUse> NEW_KEY_USE =
      new SettingType<>(
          "ignore or require",
          NewKeyUse.class,
          SettingType::newKeyUse,
          SettingType::word,
          use -> use == NewKeyUse.REQUIRE ? 1 : 0);

  static final SettingType<StillUsed> STILL_USED =
      new SettingType<>(
          "hold, or force-after: and a duration, such as force-after:30d",
          StillUsed.class,
          SettingType::stillUsed,
          SettingType::word,
          SettingType::patience);

  private static final Pattern DIGITS = Pattern.compile("\\d{1,3}");
  private static final String HOLD = "hold";
  private static final String FORCE_AFTER = "force-after:";

  /** The value that is spelt so; empty for what is not one. */
  Optional<T> read(String text) {
    return reader.apply(text);
  }

  /** How a value of this type, which a policy keeps, is spelt. */
  String write(Object value) {
    return writer.apply(valueType.cast(value));
  }

  /** All values, as they are spelt; empty where they cannot be listed. */
  List<String> candidates() {
    T[] values = valueType.getEnumConstants();
    return values == null ? List.of() : Arrays.stream(values).map(writer).toList();
  }

  /** Where a value stands in the order of all; empty for what is not one. */
  Optional<Long> rank(String text) {
    return read(text).map(rank::applyAsLong);
  }

  private static Optional<Integer> count(String text) {
    return Optional.of(text).filter(DIGITS.asMatchPredicate()).map(Integer::valueOf);
  }

  private static Optional<NewKeyUse> newKeyUse(String text) {
    return Arrays.stream(NewKeyUse.values()).filter(use -> word(use).equals(text)).findFirst();
  }

  private static String word(NewKeyUse use) {
    return use.name().toLowerCase(Locale.ROOT);
  }

  private static Optional<StillUsed> stillUsed(String text) {
    if (text.equals(HOLD)) {
      return Optional.of(new StillUsed.Hold());
    }
    return text.startsWith(FORCE_AFTER)
        ? Durations.parse(text.substring(FORCE_AFTER.length())).map(StillUsed.ForceAfter::new)
        : Optional.empty();
  }

  private static String word(StillUsed stillUsed) {
    return switch (stillUsed) {
      case StillUsed.Hold hold -> HOLD;
      case StillUsed.ForceAfter force -> FORCE_AFTER + Durations.format(force.further());
    };
  }

  private static long patience(StillUsed stillUsed) {
    return switch (stillUsed) {
      case StillUsed.Hold hold -> Long.MAX_VALUE;
      case StillUsed.ForceAfter force -> force.further().toSeconds();
    };
  }
}
