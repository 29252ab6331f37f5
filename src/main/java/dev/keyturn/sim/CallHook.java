package dev.keyturn.sim;

/**
 * Decides the fate of each call before it takes effect. It is asked outside of the world's lock, so
 * it may wait for another actor's turn.
 */
@FunctionalInterface
public interface CallHook {
  /** Lets every call proceed. */
  CallHook NONE = (call, world) -> Fate.proceed();

  /** What is to become of this call; {@code world} is its state before it. */
  Fate decide(Call call, World world);

  /** This fate for the n-th call of a kind, counted from 1; {@code *} counts every call. */
  static CallHook nth(int n, String action, Fate fate) {
    int[] seen = {0};
    return (call, world) -> {
      boolean counts = action.equals("*") || call.is(action);
      return counts && ++seen[0] == n ? fate : Fate.proceed();
    };
  }
}
