package dev.keyturn.fleet;

import dev.keyturn.model.ManagedSecret;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where in the order of an account's secrets a part of its pass begins. What is due comes first, in
 * the order of names; then everything else that is looked at closely, in the order of names. A part
 * that begins among the latter takes all from there on as they come: what was due before it is
 * done, and must not take its time again and again where it fails each time.
 *
 * @param secret the name of the first secret; empty for the beginning
 * @param due whether that one is among those that something is due for
 */
public record PassPosition(Optional<String> secret, boolean due) {
  /** Before all of them. */
  public static final PassPosition BEGINNING = new PassPosition(Optional.empty(), false);

  private static final Comparator<ManagedSecret> BY_NAME =
      Comparator.comparing(ManagedSecret::secret);

  /**
   * Where the rest begins.
   *
   * @param position of the first that is left
   * @param hasComeOn whether any before it came to its end: else the rest is all there was
   */
  public record Rest(PassPosition position, boolean hasComeOn) {}

  /** Whether it is that of an account's first part, which tells of all. */
  public boolean isBeginning() {
    return secret.isEmpty();
  }

  /** What is to be done from here on, in the order in which to do it. */
  public PassChoice from(PassChoice all) {
    List<ManagedSecret> targets = all.found().targets();
    if (isBeginning()) {
      return new PassChoice(
          ordered(targets.subList(0, all.due()), targets.subList(all.due(), targets.size()), all),
          all.due(),
          all.leftAlone(),
          all.turns(),
          all.asOf(),
          all.unscreened(),
          all.unsearched());
    }
    List<ManagedSecret> first = due ? since(targets.subList(0, all.due())) : List.of();
    List<ManagedSecret> then = due ? targets.subList(all.due(), targets.size()) : since(targets);
    return new PassChoice(
        ordered(first, then, all),
        first.size(),
        0,
        all.turns(),
        all.asOf(),
        all.unscreened(),
        all.unsearched());
  }

  private List<ManagedSecret> since(List<ManagedSecret> targets) {
    return targets.stream()
        .filter(target -> target.secret().compareTo(secret.orElse("")) >= 0)
        .toList();
  }

  private FoundSecrets ordered(
      List<ManagedSecret> first, List<ManagedSecret> then, PassChoice all) {
    List<ManagedSecret> ordered = new ArrayList<>(first.stream().sorted(BY_NAME).toList());
    then.stream().sorted(BY_NAME).forEach(ordered::add);
    return new FoundSecrets(ordered, isBeginning() ? all.found().told() : List.of());
  }

  /**
   * Where the rest of a part begins; empty where nothing is left. All before it came to their end,
   * some behind it may have, too.
   *
   * @param worked what the part was to do, in its order
   * @param left the names of those that did not come to their end
   */
  public static Optional<Rest> after(PassChoice worked, Set<String> left) {
    List<ManagedSecret> targets = worked.found().targets();
    for (int i = 0; i < targets.size(); i++) {
      String name = targets.get(i).secret();
      if (left.contains(name)) {
        return Optional.of(new Rest(new PassPosition(Optional.of(name), i < worked.due()), i > 0));
      }
    }
    return Optional.empty();
  }
}
