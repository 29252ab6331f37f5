package dev.keyturn.app.cli.doctor;

import dev.keyturn.port.Failure;
import dev.keyturn.result.SetupCheck;
import dev.keyturn.result.SetupCheck.Area;

/** A failure as a check: what was seen, and apart from it what to do. */
final class FailureWords {
  private FailureWords() {}

  /** The check that failed by it. */
  static SetupCheck failed(Area area, String name, Failure failure) {
    return SetupCheck.failed(area, name, seen(failure), remedy(failure));
  }

  /** A check for which nobody could be asked, because of it. */
  static SetupCheck notChecked(Area area, String name, Failure failure) {
    return SetupCheck.notChecked(area, name, seen(failure), remedy(failure));
  }

  private static String seen(Failure failure) {
    return switch (failure) {
      case Failure.Denied d -> "AWS denied %s: %s".formatted(d.action(), d.detail());
      case Failure.BadCredentials b ->
          "AWS did not accept the credentials at %s: %s".formatted(b.action(), b.detail());
      case Failure.Unconfigured u -> u.problem();
      case Failure.Throttled t -> "AWS throttled %s through all retries".formatted(t.action());
      case Failure.Unreachable u -> u.detail();
      case Failure.ClockSkewed c ->
          "AWS refused the time of %s; this machine's clock differs by %d s"
              .formatted(c.action(), c.behind().abs().toSeconds());
      case Failure.ServerError s -> "AWS had a fault at %s: %s".formatted(s.action(), s.detail());
      case Failure.Rejected r ->
          r.detail().isBlank()
              ? "AWS refused %s: %s, and did not say why".formatted(r.action(), r.code())
              : "AWS refused %s: %s: %s".formatted(r.action(), r.code(), r.detail());
    };
  }

  private static String remedy(Failure failure) {
    return switch (failure) {
      case Failure.Denied d ->
          d.explicitly()
              ? "A policy denies %s explicitly: have that policy changed.".formatted(d.action())
              : "Grant %s to the identity that runs Keyturn.".formatted(d.action());
      case Failure.BadCredentials b ->
          "Renew the credentials; this has to work: aws sts get-caller-identity";
      case Failure.Unconfigured u -> u.remedy();
      case Failure.Throttled t -> "Run it again later.";
      case Failure.Unreachable u ->
          "Check the network, HTTPS_PROXY and NO_PROXY, the Region, and AWS_ENDPOINT_URL.";
      case Failure.ClockSkewed c -> "Set this machine's clock: sudo timedatectl set-ntp true";
      case Failure.ServerError s -> "Run it again later.";
      case Failure.Rejected r ->
          r.detail().isBlank()
              ? "See whether AWS itself answers there (AWS_ENDPOINT_URL); docs/permissions.md says what is asked of it."
              : "Read AWS's words; docs/permissions.md says what is asked of it.";
    };
  }
}
