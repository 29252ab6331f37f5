package dev.keyturn.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far the tags of a secret may go. They outrank the deployment's settings, and whoever may tag
 * the secret writes them: without limits one tag would stop its rotation for ever ({@code
 * keyturn:max-age = 999999d}), take every window from its consumers ({@code keyturn:quiet = 0s}),
 * or have one proof take the time of all other secrets. The limits are the deployment's, and are
 * never read from a tag.
 *
 * <p>What the deployment itself has set is always allowed. On either side of that a tag may go as
 * far as the limit says; where there is none on that side, no further.
 */
public final class TagLimits {
  /** The environment variable. */
  public static final String VARIABLE = Setting.VARIABLE_PREFIX + "TAG_LIMITS";

  /** The bare name of the option. */
  public static final String OPTION = "tag-limits";

  /**
   * What holds where the deployment says nothing else. No key may live longer than the deployment
   * wants, no window is nothing, no proof is weaker, no lease is shorter than a signature lives,
   * and no run is held up for long.
   */
  public static final String BUILT_IN =
      Arrays.stream(Setting.values())
          .map(setting -> setting.key() + "=" + setting.tagLimits())
          .collect(Collectors.joining(","));

  private static final Pattern FORM = Pattern.compile("([a-z-]+)=(.*?)\\.\\.(.*)");
  private static final Comparator<Bound> BY_RANK = Comparator.comparingLong(Bound::rank);

  /**
   * The end of what a tag may say.
   *
   * @param rank where its text stands in the order of the setting's values
   * @param from who says so, for messages
   */
  private record Bound(String text, long rank, String from) {}

  /** What {@link #BUILT_IN} says; the same for all deployments, so it is read once. */
  private static final TagLimits STANDARD = standard();

  private final List<PolicySource> deployment;
  private final Map<Setting, Bound> least = new EnumMap<>(Setting.class);
  private final Map<Setting, Bound> most = new EnumMap<>(Setting.class);
  private final List<String> problems = new ArrayList<>();

  private TagLimits(List<PolicySource> deployment) {
    this.deployment = List.copyOf(deployment);
  }

  private static TagLimits standard() {
    TagLimits limits = new TagLimits(List.of());
    limits.read("built in", BUILT_IN);
    return limits;
  }

  /**
   * The limits of a deployment.
   *
   * @param deployment where its settings come from, the weakest first: what stands there for good,
   *     and then what was said for one run, which may widen what tags may say and does not narrow
   *     it
   */
  static TagLimits of(List<PolicySource> deployment) {
    TagLimits limits = new TagLimits(deployment);
    limits.least.putAll(STANDARD.least);
    limits.most.putAll(STANDARD.most);
    deployment.forEach(
        source -> source.tagLimits().ifPresent(text -> limits.read(source.place(), text)));
    return limits;
  }

  private List<Bound> ownValues(Setting setting) {
    List<Bound> values = new ArrayList<>();
    String otherwise = setting.defaultText();
    values.add(
        deployment.stream()
            .limit(1)
            .flatMap(standing -> own(standing, setting).stream())
            .findFirst()
            .orElseGet(() ->
                new Bound(otherwise, setting.type().rank(otherwise).orElseThrow(), "the default")));
    deployment.stream().skip(1).flatMap(said -> own(said, setting).stream()).forEach(values::add);
    return values;
  }

  private static Optional<Bound> own(PolicySource source, Setting setting) {
    String text = source.values().getOrDefault(setting, "").strip();
    return setting
        .type()
        .rank(text)
        .map(rank -> new Bound(text, rank, setting.key() + " of the " + source.place()));
  }

  /** What is wrong with how the limits are written, a sentence each. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /**
   * What is wrong with how far a tag goes; nothing where it is within the limits, or cannot be read
   * at all.
   *
   * @param place what a message calls the place of the tags
   */
  Optional<String> problem(String place, Setting setting, String text) {
    Optional<Long> rank = setting.type().rank(text);
    if (rank.isEmpty()) {
      return Optional.empty();
    }
    Bound lowest = outermost(least, setting, BY_RANK);
    Bound highest = outermost(most, setting, BY_RANK.reversed());
    if (rank.get() < lowest.rank()) {
      return Optional.of(beyond(place, setting, text, "at least", lowest, text + ".."));
    }
    if (rank.get() > highest.rank()) {
      return Optional.of(beyond(place, setting, text, "at most", highest, ".." + text));
    }
    return Optional.empty();
  }

  /** The deployment's own value, or the limit, whichever goes further. */
  private Bound outermost(
      Map<Setting, Bound> limits, Setting setting, Comparator<Bound> furthestFirst) {
    List<Bound> all = ownValues(setting);
    Optional.ofNullable(limits.get(setting)).ifPresent(all::add);
    return all.stream().min(furthestFirst).orElseThrow();
  }

  private static String beyond(
      String place, Setting setting, String text, String how, Bound bound, String wanted) {
    return "%s: %s is \"%s\", but %s may be %s %s (%s). Correct it, or have the deployment allow it: %s=%s=%s"
        .formatted(
            place,
            setting.key(),
            text,
            setting.tag(),
            how,
            bound.text(),
            bound.from(),
            VARIABLE,
            setting.key(),
            wanted);
  }

  private void read(String place, String text) {
    String from = place.equals("built in") ? place : OPTION + " of the " + place;
    for (String entry : text.strip().split(",", -1)) {
      if (!entry.isBlank() && !take(entry.strip(), from)) {
        problems.add(
            "%s: %s: \"%s\" must be SETTING=LEAST..MOST, either side of which may be left out, such as max-age=..180d"
                .formatted(place, OPTION, PolicyReader.cut(entry.strip())));
      }
    }
  }

  /** Whether it could be understood. */
  private boolean take(String entry, String from) {
    Matcher matcher = FORM.matcher(entry);
    if (!matcher.matches()) {
      return false;
    }
    Optional<Setting> setting = Setting.ofTag(Setting.TAG_PREFIX + matcher.group(1));
    if (setting.isEmpty()) {
      return false;
    }
    String low = matcher.group(2);
    String high = matcher.group(3);
    Optional<Long> lowRank = setting.get().type().rank(low);
    Optional<Long> highRank = setting.get().type().rank(high);
    boolean readable =
        (low.isEmpty() || lowRank.isPresent()) && (high.isEmpty() || highRank.isPresent());
    if (!readable
        || (low.isEmpty() && high.isEmpty())
        || lowRank.orElse(Long.MIN_VALUE) > highRank.orElse(Long.MAX_VALUE)) {
      return false;
    }
    lowRank.ifPresent(rank -> least.put(setting.get(), new Bound(low, rank, from)));
    highRank.ifPresent(rank -> most.put(setting.get(), new Bound(high, rank, from)));
    return true;
  }
}
