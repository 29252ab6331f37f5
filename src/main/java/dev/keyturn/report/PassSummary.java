package dev.keyturn.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a pass over an account rests on.
 *
 * @param leftAlone how many secrets are at rest by the account's lists, and were not looked at
 * @param looked how many were
 * @param turns how many of these because their turn had come
 * @param asOf of when the credential report is that this rests on; empty where none was used
 * @param unscreened why all were looked at, where most might have been left alone
 * @param unsearched why a user whose secret is gone may not have been found
 * @param abandoned how many have lost their user or the tag that names it
 * @param notBegun how many were to be looked at when the pass was stopped
 * @param outage what kept it from looking at them; empty where it was not stopped, or by somebody
 */
public record PassSummary(
    int leftAlone,
    int looked,
    int turns,
    Optional<Instant> asOf,
    Optional<String> unscreened,
    Optional<String> unsearched,
    int abandoned,
    int notBegun,
    Optional<String> outage) {

  /** As a JSON object. */
  public Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("leftAlone", leftAlone);
    json.put("looked", looked);
    json.put("turns", turns);
    json.put("asOf", asOf.orElse(null));
    json.put("unscreened", unscreened.orElse(null));
    json.put("unsearched", unsearched.orElse(null));
    json.put("abandoned", abandoned);
    json.put("notBegun", notBegun);
    json.put("outage", outage.orElse(null));
    return json;
  }
}
