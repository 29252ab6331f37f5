package dev.keyturn.sim.secrets;

import dev.keyturn.sim.core.CallContext;
import dev.keyturn.sim.core.Page;
import dev.keyturn.sim.wire.Json;
import dev.keyturn.sim.wire.JsonFields;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Listings, in pages.
 *
 * @param state what Secrets Manager knows
 * @param context the call
 */
record ListOperations(SecretsState state, CallContext context) {

  /**
   * The secrets that a batch is to read.
   *
   * @param names their names
   * @param nextToken null when these were the last
   */
  record Found(List<String> names, @Nullable String nextToken) {}

  /** Without those that wait for their deletion, unless asked for. */
  Json secrets(JsonFields in) {
    boolean withDeleted = in.flag("IncludePlannedDeletion", false);
    Predicate<Secret> wanted = SecretFilter.of(in).and(secret -> shows(secret, withDeleted));
    NavigableMap<String, Secret> rows = state.table().byKey();
    if ("desc".equals(in.get("SortOrder"))) {
      rows = byAge().descendingMap();
    }
    Page<Secret> page = page(rows, in, 100, 100, wanted);
    return new Json()
        .objects("SecretList", page.rows().stream().map(SecretView::entry).toList())
        .text("NextToken", page.nextMarker());
  }

  Json versions(JsonFields in) {
    Secret secret = state.find(in.required("SecretId"), context.now());
    boolean deprecated = in.flag("IncludeDeprecated", false);
    TreeMap<String, SecretVersion> rows = new TreeMap<>();
    for (SecretVersion version : secret.versions().values()) {
      rows.put(String.format(Locale.ROOT, "%06d", rows.size()), version);
    }
    Page<SecretVersion> page =
        page(rows, in, 100, 100, version -> deprecated || !secret.labelsOf(version.id()).isEmpty());
    List<Json> versions =
        page.rows().stream().map(version -> SecretView.version(secret, version)).toList();
    return new Json()
        .text("ARN", secret.arn())
        .text("Name", secret.name())
        .objects("Versions", versions)
        .text("NextToken", page.nextMarker());
  }

  Found find(JsonFields in, int most) {
    Predicate<Secret> wanted = SecretFilter.of(in).and(secret -> shows(secret, false));
    Page<Secret> page = page(state.table().byKey(), in, most, most, wanted);
    return new Found(page.rows().stream().map(Secret::name).toList(), page.nextMarker());
  }

  private <V> Page<V> page(
      NavigableMap<String, V> rows, JsonFields in, int most, int usual, Predicate<V> wanted) {
    return Page.cut(
        rows,
        in.get("NextToken"),
        in.number("MaxResults", 1, most, usual),
        wanted,
        state.settings().paging(),
        state.draws().on("page").on(context.call()),
        SecretErrors::nextToken);
  }

  private boolean shows(Secret secret, boolean withDeleted) {
    return secret.deletion() == null || (withDeleted && context.now().isBefore(secret.deletion()));
  }

  private NavigableMap<String, Secret> byAge() {
    TreeMap<String, Secret> rows = new TreeMap<>();
    for (Secret secret : state.secrets()) {
      String age = String.format(Locale.ROOT, "%020d", secret.created().toEpochMilli());
      rows.put(age + secret.name(), secret);
    }
    return rows;
  }
}
