package dev.keyturn.simulation;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.SecretFields;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One thing that somebody does who may write a secret's tags, or its value, and means harm: any tag
 * of ours, about any key and version, at any instant; or any value with any key ID that they know.
 *
 * @param name what is done, for people
 */
record HostileAct(String name, Consumer<Person> act) implements MeddledLife.Interference {
  @Override
  public void by(Person person) {
    act.accept(person);
  }

  @Override
  public String toString() {
    return name;
  }

  /** A key that a tag or a value may name. */
  private enum Named {
    CURRENT,
    OTHER,
    UNKNOWN;

    /** Empty where there is none. */
    Optional<String> in(Person person) {
      return switch (this) {
        case CURRENT -> person.currentKey();
        case OTHER -> person.otherKey();
        case UNKNOWN -> Optional.of(Person.UNKNOWN_KEY);
      };
    }
  }

  /** An instant that a tag may name. */
  private enum When {
    YEARS_AGO(Duration.ofDays(-700)),
    DAYS_AGO(Duration.ofDays(-30)),
    NOW(Duration.ZERO),
    IN_DAYS(Duration.ofDays(10));

    private final Duration from;

    When(Duration from) {
      this.from = from;
    }

    Instant at(Person person) {
      return person.now().plus(from);
    }
  }

  /** All of them. */
  static List<HostileAct> all() {
    List<HostileAct> all = new ArrayList<>(onTags());
    all.addAll(onValues());
    return List.copyOf(all);
  }

  /** Those of whoever may write tags. */
  static List<HostileAct> onTags() {
    List<HostileAct> all = new ArrayList<>();
    entries(all, "keyturn:mark", List.of("deactivate", "delete"), false);
    entries(all, "keyturn:previous", List.of("active", "off", "off-by-hand"), true);
    currents(all);
    intents(all);
    rollbacks(all);
    rotations(all);
    for (String tag :
        List.of("user-id", "current", "previous", "mark", "intent", "rollback", "retired")) {
      all.add(new HostileAct("removes keyturn:" + tag, it -> it.untag("keyturn:" + tag)));
    }
    all.add(new HostileAct("removes all tags", Person::untagAll));
    for (String fields :
        List.of(
            "user:bob id=AccessKeyId secret=SecretAccessKey",
            "user=AccessKeyId id=UserName secret=SecretAccessKey",
            "user:alice id=AccessKeyId secret=UserName")) {
      all.add(new HostileAct("keyturn:fields: " + fields, it -> it.tag("keyturn:fields", fields)));
      all.add(new HostileAct("keyturn:fields, as if adopted: " + fields, it -> fields(it, fields)));
    }
    all.add(
        new HostileAct(
            "keyturn:fields, as if adopted: those that it has",
            it -> fields(it, SecretFields.DEFAULT.text())));
    all.add(
        new HostileAct(
            "says that the user is another", it -> it.tag("keyturn:user-id", it.bobsId())));
    all.add(
        new HostileAct(
            "says that the current key was retired",
            it ->
                it.currentKey()
                    .ifPresent(key -> it.tag("keyturn:retired", "v1 " + key + " " + it.now()))));
    return List.copyOf(all);
  }

  /** Both tags, which fit each other: where the key is, and that it was proved there. */
  private static void fields(Person person, String text) {
    if (SecretFields.read(text) instanceof SecretFields.Result.Valid(SecretFields fields)) {
      person.tag(SecretFields.TAG, fields.text());
      person.tag(SecretFields.ADOPTED_TAG, fields.fingerprint());
    } else {
      throw new AssertionError("no fields: " + text);
    }
  }

  /** Those of whoever may write the value. */
  static List<HostileAct> onValues() {
    List<HostileAct> all = new ArrayList<>();
    values(all);
    return List.copyOf(all);
  }

  private static void entries(
      List<HostileAct> all, String tag, List<String> words, boolean versions) {
    for (Named named : Named.values()) {
      for (String word : words) {
        for (When when : When.values()) {
          for (String label : versions ? List.of("", "AWSCURRENT", "AWSPREVIOUS") : List.of("")) {
            all.add(
                about(
                    "%s: %s %s %s %s".formatted(tag, named, word, when, label),
                    named,
                    (person, key) ->
                        person.tag(
                            tag,
                            "v1 %s %s since %s%s"
                                .formatted(key, word, when.at(person), version(person, label)))));
          }
        }
      }
    }
  }

  private static void currents(List<HostileAct> all) {
    for (Named named : Named.values()) {
      for (String label : List.of("", "AWSCURRENT", "AWSPREVIOUS")) {
        all.add(
            about(
                "keyturn:current: %s %s".formatted(named, label),
                named,
                (person, key) ->
                    person.tag("keyturn:current", "v1 " + key + version(person, label))));
      }
    }
  }

  private static void intents(List<HostileAct> all) {
    for (String verb : List.of("rotate", "retire", "delete", "rollback", "repair")) {
      for (Named named : List.of(Named.CURRENT, Named.OTHER)) {
        for (When since : When.values()) {
          for (String label : List.of("", "AWSCURRENT", "AWSPREVIOUS", "AWSPENDING")) {
            for (String state : List.of("open", "closed")) {
              all.add(
                  about(
                      "keyturn:intent: %s %s %s %s %s".formatted(verb, named, since, label, state),
                      named,
                      (person, key) ->
                          person.tag(
                              "keyturn:intent",
                              "v1 %s by=somebody since=%s until=%s%s key=%s %s"
                                  .formatted(
                                      verb,
                                      since.at(person),
                                      person.now().plus(Duration.ofMinutes(20)),
                                      version(person, label).replace("version", "token"),
                                      key,
                                      state))));
            }
          }
        }
      }
    }
  }

  private static void rollbacks(List<HostileAct> all) {
    for (Named named : Named.values()) {
      for (When when : When.values()) {
        all.add(
            about(
                "keyturn:rollback: %s %s".formatted(named, when),
                named,
                (person, key) ->
                    person.tag(
                        "keyturn:rollback", "v1 %s since %s".formatted(key, when.at(person)))));
      }
    }
  }

  private static void rotations(List<HostileAct> all) {
    for (Named named : Named.values()) {
      for (When when : When.values()) {
        for (String label : List.of("AWSCURRENT", "AWSPREVIOUS", "AWSPENDING")) {
          all.add(
              about(
                  "keyturn:rotation of %s: leaves %s %s".formatted(label, named, when),
                  named,
                  (person, key) ->
                      person
                          .version(label)
                          .ifPresent(version ->
                              person.tag(
                                  "keyturn:rotation-" + version,
                                  "v1 since %s key=%s".formatted(when.at(person), key)))));
        }
      }
    }
  }

  private static void values(List<HostileAct> all) {
    for (String label : List.of("AWSCURRENT", "AWSPENDING")) {
      for (Named named : Named.values()) {
        all.add(
            about(
                "value in %s: %s with any secret".formatted(label, named),
                named,
                (person, key) -> person.write(Person.madeUp(key), label)));
        all.add(
            about(
                "value in %s: %s under another user's name".formatted(label, named),
                named,
                (person, key) ->
                    person.write(
                        new Credential(
                            new UserName(Person.BOB),
                            new AccessKeyId(key),
                            SecretText.of("x".repeat(40))),
                        label)));
      }
      all.add(
          new HostileAct(
              "value in %s: another user's key".formatted(label),
              it -> it.write(it.bobsKey(), label)));
      all.add(
          new HostileAct(
              "value in %s: another user's key under our user's name".formatted(label),
              it ->
                  it.write(
                      new Credential(
                          new UserName(KeyLife.USER),
                          it.bobsKey().id(),
                          it.bobsKey().secretAccessKey()),
                      label)));
      for (String text : List.of("CHANGE_ME", "{}", "{\"UserName\":\"alice\"}")) {
        all.add(
            new HostileAct(
                "value in %s: %s".formatted(label, text), it -> it.writeText(text, label)));
      }
    }
    for (String to : List.of("AWSPREVIOUS", "AWSPENDING")) {
      all.add(
          new HostileAct(
              "moves AWSCURRENT to where %s is".formatted(to), it -> it.move("AWSCURRENT", to)));
    }
    all.add(
        new HostileAct(
            "moves AWSPENDING to where AWSPREVIOUS is",
            it -> it.move("AWSPENDING", "AWSPREVIOUS")));
  }

  private static HostileAct about(String name, Named named, BiConsumer<Person, String> act) {
    return new HostileAct(
        name, person -> named.in(person).ifPresent(key -> act.accept(person, key)));
  }

  private static String version(Person person, String label) {
    return person.version(label).map(version -> " version=" + version).orElse("");
  }
}
