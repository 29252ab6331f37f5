package dev.keyturn.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which fields hold a secret's key: as its tag says, or else as the deployment does, or else those
 * in common use.
 *
 * <p>The tag alone is not enough. Whoever may write it could point at a field that holds something
 * else, to have that shown as a user's name, or overwritten; so it has to be the one that {@code
 * adopt} has proved the key with.
 *
 * @param fields empty where they cannot be known
 * @param problems why not, a sentence each without its full stop
 */
public record FieldsSetting(Optional<SecretFields> fields, List<String> problems) {
  public FieldsSetting {
    problems = List.copyOf(problems);
  }

  /**
   * Reads what the tags of a secret say.
   *
   * @param deployment where settings come from besides, the weakest first
   */
  public static FieldsSetting of(List<PolicySource> deployment, Map<String, String> tags) {
    Optional<FieldsSetting> tagged =
        Optional.ofNullable(tags.get(SecretFields.TAG))
            .map(text -> read("tags of the secret: fields", text));
    if (tagged.isPresent() && tagged.get().fields().isEmpty()) {
      return tagged.get();
    }
    Optional<String> said = tagged.flatMap(FieldsSetting::fields).map(SecretFields::fingerprint);
    return said.equals(Optional.ofNullable(tags.get(SecretFields.ADOPTED_TAG)))
        ? tagged
            .or(() -> ofDeployment(deployment))
            .orElseGet(() -> new FieldsSetting(Optional.of(SecretFields.DEFAULT), List.of()))
        : new FieldsSetting(Optional.empty(), List.of(notAdopted(tagged)));
  }

  private static String notAdopted(Optional<FieldsSetting> tagged) {
    return "tag %s is not what the secret was adopted with. Put it right, or have the key proved with it: keyturn adopt USER --secret SECRET --fields %s"
        .formatted(
            SecretFields.TAG,
            tagged
                .flatMap(FieldsSetting::fields)
                .map(fields -> "'" + fields.text() + "'")
                .orElse("auto"));
  }

  /** What the deployment says, if it says anything; a later source wins. */
  public static Optional<FieldsSetting> ofDeployment(List<PolicySource> deployment) {
    return deployment.reversed().stream()
        .flatMap(source -> source.fields().stream().map(text -> read(place(source), text)))
        .findFirst();
  }

  /** What is wrong with the deployment's fields, a sentence each. */
  static List<String> problems(List<PolicySource> deployment) {
    List<String> problems = new ArrayList<>();
    deployment.forEach(source ->
        source.fields().ifPresent(text -> problems.addAll(read(place(source), text).problems())));
    return problems;
  }

  private static String place(PolicySource source) {
    return "%s: %s".formatted(source.place(), SecretFields.VARIABLE);
  }

  private static FieldsSetting read(String place, String text) {
    return switch (SecretFields.read(text)) {
      case SecretFields.Result.Valid(SecretFields fields) ->
          new FieldsSetting(Optional.of(fields), List.of());
      case SecretFields.Result.Invalid(String problem) ->
          new FieldsSetting(Optional.empty(), List.of(place + " " + problem));
    };
  }
}
