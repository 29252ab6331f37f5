package dev.keyturn.audit;

import java.util.List;

/** How much a key needs somebody, the most urgent first. */
public enum Urgency {
  /** An active key of root. */
  ROOT,
  /** A control fails. */
  FAILS,
  /** A control would fail, but for an exemption. */
  EXEMPT,
  /** All pass, one of them narrowly. */
  NARROW,
  /** All pass, or do not apply. */
  PASSES;

  /** That of a key with these results. */
  static Urgency of(boolean activeRoot, List<ControlResult> results) {
    if (activeRoot) {
      return ROOT;
    }
    Urgency most = PASSES;
    for (ControlResult result : results) {
      Urgency one = of(result.verdict());
      most = one.compareTo(most) < 0 ? one : most;
    }
    return most;
  }

  private static Urgency of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Fail fail -> FAILS;
      case Verdict.Exempt exempt -> EXEMPT;
      case Verdict.PassNarrowly narrow -> NARROW;
      case Verdict.Pass pass -> PASSES;
      case Verdict.NotApplicable none -> PASSES;
    };
  }
}
