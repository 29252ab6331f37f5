package dev.keyturn.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.Set;

/** What a method can take from around it unasked: the time, sleep, randomness, the environment. */
final class Ambient {
  private static final DescribedPredicate<JavaAccess<?>> NOW =
      describe(
          "asks java.time for now",
          access ->
              access.getTargetOwner().getPackageName().startsWith("java.time")
                  && access.getTarget().getName().equals("now"));

  private static final DescribedPredicate<JavaAccess<?>> SYSTEM_CLOCK =
      method(
              "java.time.Clock",
              "system",
              "systemUTC",
              "systemDefaultZone",
              "tickMillis",
              "tickSeconds",
              "tickMinutes")
          .or(method("java.time.InstantSource", "system"))
          .or(method("java.lang.System", "currentTimeMillis", "nanoTime"))
          .or(constructorWithoutArguments("java.util.Date"))
          .or(method("java.util.Calendar", "getInstance"));

  private static final DescribedPredicate<JavaAccess<?>> SLEEP =
      method("java.lang.Thread", "sleep")
          .or(method("java.util.concurrent.TimeUnit", "sleep"))
          .or(method("java.util.concurrent.locks.LockSupport", "parkNanos", "parkUntil"));

  private static final DescribedPredicate<JavaAccess<?>> RANDOMNESS =
      method("java.lang.Math", "random")
          .or(method("java.util.UUID", "randomUUID"))
          .or(method("java.util.Collections", "shuffle"))
          .or(method("java.util.concurrent.ThreadLocalRandom", "current"))
          .or(method("java.util.random.RandomGenerator", "of", "getDefault"))
          .or(constructorWithoutArguments("java.util.Random"))
          .or(constructorWithoutArguments("java.util.SplittableRandom"))
          .or(constructorWithoutArguments("java.security.SecureRandom"));

  private static final DescribedPredicate<JavaAccess<?>> ENVIRONMENT =
      method("java.lang.System", "getenv");

  /** Any of them, called or referred to as a method reference. */
  static final DescribedPredicate<JavaAccess<?>> ANY =
      NOW.or(SYSTEM_CLOCK)
          .or(SLEEP)
          .or(RANDOMNESS)
          .or(ENVIRONMENT)
          .as("takes the time, sleep, randomness or the environment from around it");

  private Ambient() {}

  /** An access to any of the named methods of a class that need not exist. */
  static DescribedPredicate<JavaAccess<?>> method(String owner, String... names) {
    Set<String> wanted = Set.of(names);
    return describe(
        "reaches " + owner + "." + String.join("/", names),
        access ->
            access.getTargetOwner().getName().equals(owner)
                && wanted.contains(access.getTarget().getName()));
  }

  private static DescribedPredicate<JavaAccess<?>> constructorWithoutArguments(String owner) {
    return describe(
        "makes a new " + owner + "()",
        access ->
            access.getTargetOwner().getName().equals(owner)
                && access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getName().equals("<init>")
                && target.getRawParameterTypes().isEmpty());
  }
}
