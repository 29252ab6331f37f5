package dev.keyturn.sim.iam;

import dev.keyturn.sim.core.CallContext;
import dev.keyturn.sim.core.Page;
import dev.keyturn.sim.core.Tags;
import dev.keyturn.sim.wire.Form;
import dev.keyturn.sim.wire.Xml;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Users.
 *
 * @param state what IAM knows
 * @param context the call
 */
record UserOperations(IamState state, CallContext context) {
  private static final String NAME_SYMBOLS = "+=,.@_-";

  void create(Form in, Xml out) {
    String name = in.required("UserName");
    checkName(in, name, 64);
    String path = in.get("Path");
    Tags tags = UserTags.add(Tags.NONE, in);
    if (state.user(name).isPresent()) {
      throw IamErrors.userExists(name);
    }
    User user = state.addUser(name, checkedPath(path), tags, context.now());
    write(user, true, out.open("User")).close("User");
  }

  void get(Form in, Xml out) {
    write(named(in), true, out.open("User")).close("User");
  }

  /** A user that is renamed or moved keeps its ID, its keys and its tags; its ARN is another. */
  void update(Form in) {
    in.required("UserName");
    User user = named(in);
    String name = in.get("NewUserName") == null ? user.name() : in.required("NewUserName");
    checkName(in, name, 64);
    String path = in.get("NewPath") == null ? user.path() : checkedPath(in.get("NewPath"));
    if (state.user(name).filter(other -> !other.id().equals(user.id())).isPresent()) {
      throw IamErrors.userExists(name);
    }
    state.rename(user, name, path);
  }

  /** Fails while there are keys, as AWS leaves nothing behind without being told to. */
  void delete(Form in) {
    in.required("UserName");
    User user = named(in);
    if (!user.keyIds().isEmpty()) {
      throw IamErrors.keysFirst();
    }
    state.remove(user);
  }

  /** Tells neither tags nor permissions boundary: the real ListUsers leaves them out. */
  void list(Form in, Xml out) {
    String prefix = in.get("PathPrefix") == null ? "/" : in.required("PathPrefix");
    Page<User> page = page(in, user -> user.path().startsWith(prefix));
    out.open("Users");
    for (User user : page.rows()) {
      write(user, false, out.open("member")).close("member");
    }
    out.close("Users").truncated(page.nextMarker());
  }

  /**
   * GetAccountAuthorizationDetails, which tells the tags of all users. Here there are neither
   * groups nor roles nor managed policies, so that the other lists are empty whatever the filter.
   */
  void details(Form in, Xml out) {
    List<String> filter = in.texts("Filter");
    Page<User> page = page(in, user -> filter.isEmpty() || filter.contains("User"));
    out.open("UserDetailList");
    for (User user : page.rows()) {
      write(user, true, out.open("member")).close("member");
    }
    out.close("UserDetailList");
    for (String none : List.of("GroupDetailList", "RoleDetailList", "Policies")) {
      out.open(none).close(none);
    }
    out.truncated(page.nextMarker());
  }

  private Page<User> page(Form in, Predicate<User> wanted) {
    return Page.cut(
        state.userTable().byKey(),
        in.get("Marker"),
        in.number("MaxItems", 1, 1000, 100),
        wanted,
        state.settings().paging(),
        state.draws().on("page").on(context.call()),
        () -> IamErrors.invalid("Invalid Marker."));
  }

  /** The user that a request names; without a name the caller, as IAM does. */
  User named(Form in) {
    String name = in.get("UserName");
    if (name == null) {
      name =
          context
              .caller()
              .userName()
              .orElseThrow(() ->
                  IamErrors.invalid(
                      "Must specify userName when calling with non-User credentials"));
    }
    checkName(in, name, 128);
    String wanted = name;
    return state.user(wanted).orElseThrow(() -> IamErrors.noSuchUser(wanted));
  }

  private static void checkName(Form in, String name, int longest) {
    in.constraints().length("UserName", name, 1, longest);
    for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && NAME_SYMBOLS.indexOf(c) < 0) {
        throw IamErrors.invalid(
            "The specified value for userName is invalid. It must contain only alphanumeric"
                + " characters and/or the following: +=,.@_-");
      }
    }
  }

  private static String checkedPath(@Nullable String path) {
    if (path == null) {
      return "/";
    }
    if (!path.startsWith("/") || !path.endsWith("/") || path.length() > 512) {
      throw IamErrors.invalid(
          "The specified value for path is invalid. It must begin and end with"
              + " / and contain only alphanumeric characters and/or / characters.");
    }
    return path;
  }

  private static Xml write(User user, boolean withTags, Xml out) {
    out.text("Path", user.path()).text("UserName", user.name()).text("UserId", user.id());
    out.text("Arn", user.arn()).time("CreateDate", user.created());
    if (withTags && user.tags().size() > 0) {
      out.open("Tags");
      for (Map.Entry<String, String> tag : user.tags().entries().entrySet()) {
        out.open("member").text("Key", tag.getKey()).text("Value", tag.getValue());
        out.close("member");
      }
      out.close("Tags");
    }
    return out;
  }
}
