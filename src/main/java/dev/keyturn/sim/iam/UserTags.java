package dev.keyturn.sim.iam;

import dev.keyturn.sim.core.CallContext;
import dev.keyturn.sim.core.Page;
import dev.keyturn.sim.core.Paging;
import dev.keyturn.sim.core.Tags;
import dev.keyturn.sim.wire.Form;
import dev.keyturn.sim.wire.Xml;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The tags of users: at most 50, keys of 1 to 128 characters without regard to case, values of up
 * to 256.
 *
 * @param state what IAM knows
 * @param context the call
 */
record UserTags(IamState state, CallContext context) {
  private static final int MOST = 50;

  void tag(Form in) {
    in.required("UserName");
    User user = users().named(in);
    state.replace(user.tagged(add(user.tags(), in)));
  }

  void untag(Form in) {
    in.required("UserName");
    User user = users().named(in);
    Tags tags = user.tags();
    for (String key : in.texts("TagKeys")) {
      tags = tags.without(key, String::equalsIgnoreCase);
    }
    state.replace(user.tagged(tags));
  }

  void list(Form in, Xml out) {
    in.required("UserName");
    User user = users().named(in);
    Page<Map.Entry<String, String>> page =
        Page.cut(
            rows(user.tags()),
            in.get("Marker"),
            in.number("MaxItems", 1, 1000, 100),
            tag -> true,
            Paging.FULL,
            state.draws(),
            () -> IamErrors.invalid("Invalid Marker."));
    out.open("Tags");
    for (Map.Entry<String, String> tag : page.rows()) {
      out.open("member").text("Key", tag.getKey()).text("Value", tag.getValue()).close("member");
    }
    out.close("Tags").truncated(page.nextMarker());
  }

  /** The tags with those of a request added, or a refusal. */
  static Tags add(Tags tags, Form in) {
    Set<String> seen = new HashSet<>();
    Tags more = tags;
    for (Map.Entry<String, String> tag : in.tags()) {
      check(in, tag.getKey(), tag.getValue());
      if (!seen.add(tag.getKey().toLowerCase(Locale.ROOT))) {
        throw IamErrors.invalidInput(
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
      more = more.with(tag.getKey(), tag.getValue(), String::equalsIgnoreCase);
    }
    if (more.size() > MOST) {
      throw IamErrors.tagQuota();
    }
    return more;
  }

  private static void check(Form in, String key, String value) {
    in.constraints().length("tags.1.member.key", key, 1, 128);
    in.constraints().length("tags.1.member.value", value, 0, 256);
    in.constraints().tagText("tags.1.member.key", key);
    in.constraints().tagText("tags.1.member.value", value);
    if (key.regionMatches(true, 0, "aws:", 0, 4)) {
      throw IamErrors.invalidInput("System tags cannot be added, updated or removed by users.");
    }
  }

  private static NavigableMap<String, Map.Entry<String, String>> rows(Tags tags) {
    TreeMap<String, Map.Entry<String, String>> rows = new TreeMap<>();
    tags.entries().forEach((key, value) -> rows.put(key, Map.entry(key, value)));
    return rows;
  }

  private UserOperations users() {
    return new UserOperations(state, context);
  }
}
