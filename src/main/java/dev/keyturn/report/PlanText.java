package dev.keyturn.report;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue;
import dev.keyturn.plan.Deeds;
import dev.keyturn.plan.Observation;
import dev.keyturn.plan.Role;
import dev.keyturn.plan.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One secret laid open: its keys, what comes next, why and when, and what a person should do. */
public final class PlanText {
  private final Style style;
  private final Instant now;

  /**
   * A view.
   *
   * @param now what ages and "in 6d" are counted from
   */
  public PlanText(Style style, Instant now) {
    this.style = style;
    this.now = now;
  }

  /** The view of one secret, a line each; the last is empty. */
  public List<String> lines(Account account) {
    List<String> lines = new ArrayList<>();
    String user =
        account
            .user()
            .map(UserName::value)
            .map(name -> "  (IAM user " + Visible.of(name) + ")")
            .orElse("");
    lines.add(style.bold(Visible.of(account.secret())) + style.dim(user));
    List<String> keys = keys(account);
    if (!keys.isEmpty()) {
      lines.add("");
      lines.addAll(keys);
    }
    List<String> versions = versions(account);
    if (!versions.isEmpty()) {
      lines.add("");
      lines.addAll(versions);
    }
    lines.add("");
    lines.addAll(facts(account));
    lines.add("");
    return lines;
  }

  private List<String> keys(Account account) {
    Optional<List<AccessKey>> keys = account.seen().flatMap(Observation::keys);
    if (keys.isEmpty() || keys.get().isEmpty()) {
      return List.of();
    }
    Observation seen = account.seen().get();
    Map<AccessKeyId, Role> roles = Role.of(seen);
    Table table = new Table("  ").head(style, "KEY", "ROLE", "STATUS", "AGE", "LAST USED");
    for (AccessKey key : keys.get()) {
      Role role = roles.getOrDefault(key.id(), Role.FOREIGN);
      table
          .row()
          .cell(key.id().masked())
          .cell(role.word(), word -> role == Role.FOREIGN ? style.red(word) : word)
          .cell(status(key), word -> key.isActive() ? word : style.dim(word))
          .cell(Times.age(key.created(), now))
          .cell(lastUse(Optional.ofNullable(seen.lastUse().get(key.id()))));
    }
    return table.lines(style.width());
  }

  /** What each label is on, where a person has to act: remedies speak of labels and versions. */
  private List<String> versions(Account account) {
    Standing standing = Standing.of(account);
    boolean asks = standing == Standing.HALTED || standing == Standing.REFUSED;
    Optional<Observation> seen =
        account.seen().filter(all -> asks && !all.secret().labels().isEmpty());
    if (seen.isEmpty()) {
      return List.of();
    }
    Table table = new Table("  ").head(style, "LABEL", "VERSION ID", "HOLDS");
    seen.get().secret().labels().entrySet().stream()
        .sorted(Comparator.comparing(label -> label.getKey().value()))
        .forEach(label ->
            table
                .row()
                .cell(Visible.of(label.getKey().value()))
                .cell(Visible.of(label.getValue().value()))
                .cell(held(Optional.ofNullable(seen.get().values().get(label.getValue())))));
    return table.lines(style.width());
  }

  private static String held(Optional<VersionValue> value) {
    return switch (value.orElse(null)) {
      case null -> "not read";
      case VersionValue.Holds holds -> "key " + holds.credential().id().masked();
      case VersionValue.Absent absent -> "no value";
      case VersionValue.Unusable bad -> "no key";
    };
  }

  private static String status(AccessKey key) {
    String word = key.status().name();
    return word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
  }

  private String lastUse(Optional<LastUse> use) {
    return switch (use.orElse(null)) {
      case null -> "not asked";
      case LastUse.Never never -> "never recorded";
      case LastUse.Unknown unknown -> "unknown: " + unknown.why();
      case LastUse.Used used ->
          "%s, %s in %s".formatted(Times.ago(used.at(), now), used.service(), used.region());
    };
  }

  private List<String> facts(Account account) {
    Standing standing = Standing.of(account);
    Table table = new Table("  ");
    fact(table, "Status").cell(standing.word(), word -> style.standing(standing, word));
    if (account.outcome() instanceof Outcome.At(Step step)) {
      fact(table, "Next").cell(Deeds.intention(step), style::bold);
    }
    fact(table, "Why").cell(account.sentence());
    account.due().ifPresent(due -> fact(table, "When").cell(Times.due(due, now)));
    if (!account.remedy().isEmpty()) {
      fact(table, "Fix").cell(account.remedy(), style::yellow);
    }
    return table.lines(Style.UNLIMITED);
  }

  private Table fact(Table table, String name) {
    return table.row().cell(name, style::dim);
  }
}
