package dev.keyturn.sim.secrets;

import dev.keyturn.sim.core.SeededLuck;
import dev.keyturn.sim.wire.Json;
import dev.keyturn.sim.wire.JsonFields;
import java.util.ArrayList;
import java.util.List;

/**
 * GetRandomPassword, from the luck of its call.
 *
 * @param luck what it is drawn from
 */
record RandomPassword(SeededLuck luck) {
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String DIGITS = "0123456789";
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  Json answer(JsonFields in) {
    int length = in.number("PasswordLength", 1, 4096, 32);
    String excluded = in.get("ExcludeCharacters") == null ? "" : in.required("ExcludeCharacters");
    in.constraints().length("ExcludeCharacters", excluded, 0, 4096);
    List<String> types = types(in, excluded);
    String all = String.join("", types) + (in.flag("IncludeSpace", false) ? " " : "");
    if (all.isEmpty()) {
      throw SecretErrors.parameter(
          "The password can't be generated, because all characters are excluded.");
    }
    if (!in.flag("RequireEachIncludedType", true)) {
      types = List.of();
    } else if (length < types.size()) {
      throw SecretErrors.parameter("The password length is too short based on the required types.");
    }
    return new Json().text("RandomPassword", drawn(length, types, all));
  }

  /** The types of characters that are not excluded, each without those that are. */
  private static List<String> types(JsonFields in, String excluded) {
    List<String> types = new ArrayList<>();
    add(types, LOWER, in.flag("ExcludeLowercase", false), excluded);
    add(types, UPPER, in.flag("ExcludeUppercase", false), excluded);
    add(types, DIGITS, in.flag("ExcludeNumbers", false), excluded);
    add(types, PUNCTUATION, in.flag("ExcludePunctuation", false), excluded);
    return types;
  }

  private static void add(List<String> types, String type, boolean isExcluded, String excluded) {
    StringBuilder left = new StringBuilder();
    type.chars().filter(c -> excluded.indexOf(c) < 0).forEach(c -> left.append((char) c));
    if (!isExcluded && !left.isEmpty()) {
      types.add(left.toString());
    }
  }

  /** One of each type that is required, the rest of any, then shuffled. */
  private String drawn(int length, List<String> types, String all) {
    List<Character> characters = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      characters.add(one(i < types.size() ? types.get(i) : all, luck.on("character").on(i)));
    }
    StringBuilder password = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      int at = (int) (luck.on("place").on(i).fraction() * characters.size());
      password.append(characters.remove(at));
    }
    return password.toString();
  }

  private static char one(String type, SeededLuck luck) {
    return type.charAt((int) (luck.fraction() * type.length()));
  }
}
