package dev.keyturn.sim.iam;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The credential report, frozen when it was asked for, in the form that AWS was recorded to give it
 * in 2026: 22 columns, the root account first, then users without regard to case. It names no key
 * IDs.
 *
 * @param started when it was asked for
 * @param csv the text, header first, then the root account
 */
record CredentialReport(Instant started, String csv) {
  /** IAM makes a new one at most this often. */
  static final Duration LIFETIME = Duration.ofHours(4);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String HEADER =
      "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
          + "password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
          + "access_key_1_last_used_date,access_key_1_last_used_region,"
          + "access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,"
          + "access_key_2_last_used_date,access_key_2_last_used_region,"
          + "access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,"
          + "cert_2_last_rotated";
  private static final String NO_CERTIFICATES = "false,N/A,false,N/A";

  boolean isExpired(Instant now) {
    return !now.isBefore(started.plus(LIFETIME));
  }

  static CredentialReport of(IamState state, Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add(HEADER);
    lines.add(root(state));
    for (User user : state.users()) {
      // The slots follow the keys' IDs, not their ages.
      List<Key> keys = state.keys(user).stream().sorted(Comparator.comparing(Key::id)).toList();
      lines.add(
          String.join(
              ",",
              field(user.name()),
              field(user.arn()),
              TIME.format(user.created()),
              "false,N/A,N/A,N/A,false",
              key(state, keys.isEmpty() ? null : keys.getFirst(), now),
              key(state, keys.size() < 2 ? null : keys.get(1), now),
              NO_CERTIFICATES));
    }
    return new CredentialReport(now.truncatedTo(ChronoUnit.SECONDS), String.join("\n", lines));
  }

  /** A user's name may have a comma, its path a quote; no report of AWS with one was seen. */
  private static String field(String text) {
    return text.indexOf(',') < 0 && text.indexOf('"') < 0
        ? text
        : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static String root(IamState state) {
    return String.join(
        ",",
        "<root_account>",
        "arn:aws:iam::" + state.settings().accountId() + ":root",
        TIME.format(Instant.EPOCH),
        "true,no_information," + TIME.format(Instant.EPOCH) + ",not_supported,true",
        key(state, null, Instant.EPOCH),
        key(state, null, Instant.EPOCH),
        NO_CERTIFICATES);
  }

  /**
   * Last rotated is the creation, also after the key was switched off, though the guide says
   * otherwise.
   */
  private static String key(IamState state, @Nullable Key key, Instant now) {
    if (key == null) {
      return "false,N/A,N/A,N/A,N/A";
    }
    Optional<Use> use = state.uses(key.id()).told(now, state.settings().lag().lastUse());
    return String.join(
        ",",
        Boolean.toString(key.status() == KeyState.ACTIVE),
        TIME.format(key.createDate()),
        use.map(last -> TIME.format(last.at())).orElse("N/A"),
        use.map(Use::region).orElse("N/A"),
        use.map(Use::service).orElse("N/A"));
  }
}
