package dev.keyturn.plan;

import static org.assertj.core.api.Assertions.assertThat;

/** Assertions on a step, so that a situation and what is planned for it read as one sentence. */
final class PlanAssert {
  private PlanAssert() {}

  static <S extends Step> S assertPlans(Scene scene, Class<S> kind, Reason reason) {
    Step step = scene.plan();
    assertThat(step).isInstanceOf(kind);
    assertThat(step.cause().reason()).isEqualTo(reason);
    return kind.cast(step);
  }

  static Cause assertHalts(Scene scene, Reason reason) {
    return assertPlans(scene, Step.Halt.class, reason).cause();
  }

  static void assertLooksAt(Scene scene, ReadPart... parts) {
    assertThat(assertPlans(scene, Step.Look.class, Reason.LOOK_CLOSER).parts())
        .containsExactlyInAnyOrder(parts);
  }
}
