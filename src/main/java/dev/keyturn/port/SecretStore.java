package dev.keyturn.port;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.RecognisedFields;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.SecretFields;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Secrets Manager. A secret is named by its name or ARN. */
public interface SecretStore {
  /** The Region whose secrets these are, as their ARNs name it. */
  String region();

  /** The secret's labels, tags and state; Absent when there is none. */
  ReadResult<SecretDescription> describe(String secret);

  /**
   * The value of one version. A version that has no value yet, or does not exist, is {@link
   * VersionValue.Absent}, not {@link ReadResult.Absent}.
   *
   * @param fields which fields of it hold the key
   */
  ReadResult<VersionValue> value(String secret, VersionId version, SecretFields fields);

  /** The same of a secret whose key is in the fields in common use. */
  default ReadResult<VersionValue> value(String secret, VersionId version) {
    return value(secret, version, SecretFields.DEFAULT);
  }

  /**
   * The value of the version that carries {@code label}, for consumers, who know no version IDs, of
   * a secret whose key is in the fields in common use.
   */
  ReadResult<VersionValue> value(String secret, StagingLabel label);

  /**
   * Looks which fields of a version's value hold a key of a user; Unknown where there is no value.
   *
   * @param keys the user's
   */
  ReadResult<RecognisedFields> recognise(
      String secret, VersionId version, UserName user, Set<AccessKeyId> keys);

  /**
   * The document of a version that is to hold {@code credential}: that of {@code base} with its
   * fields replaced and every other byte kept, or one of these fields alone where there is no base.
   */
  SecretText document(Optional<SecretText> base, Credential credential, SecretFields fields);

  /** The same of a secret whose key is in the fields in common use. */
  default SecretText document(Optional<SecretText> base, Credential credential) {
    return document(base, credential, SecretFields.DEFAULT);
  }

  /**
   * Stores a version under {@code token} with the one staging label. Sending it again with the same
   * document changes nothing. TOKEN_TAKEN, TOO_LARGE, NO_SUCH_THING.
   */
  WriteResult<VersionId> put(
      String secret, VersionId token, SecretText document, StagingLabel label);

  /**
   * Moves a label, as a compare-and-swap: from the version that carries it (empty: no version does)
   * to another (empty: takes it off). LABEL_ELSEWHERE, NO_SUCH_THING.
   */
  WriteResult<StagingLabel> move(
      String secret, StagingLabel label, Optional<VersionId> from, Optional<VersionId> to);

  /** Writes tags; others stay. NO_SUCH_THING. */
  WriteResult<Integer> tag(String secret, Map<String, String> tags);

  /** Takes tags away, by their keys; one that is not there is no obstacle. NO_SUCH_THING. */
  WriteResult<Integer> untag(String secret, Set<String> tags);

  /**
   * Creates a secret with these tags, and, where given, a first version.
   *
   * @return its ARN. EXISTS_ALREADY when there is one of that name
   */
  WriteResult<String> create(
      String name, Map<String, String> tags, VersionId token, Optional<SecretText> document);

  /**
   * Every secret that carries a tag whose key begins in one of these ways, those that are scheduled
   * for deletion included; and every entry of the list that cannot be read, as nobody can say what
   * it carries. They come a page at a time, so that no more than that has to be in memory.
   *
   * @param page is given each page. Where the answer is a failure, what it was given is not all
   * @return how many pages there were
   */
  ReadResult<Integer> eachTagged(Set<String> beginnings, Consumer<TaggedSecrets> page);

  /** The same, all pages at once. */
  default ReadResult<TaggedSecrets> listTagged(Set<String> beginnings) {
    List<SecretDescription> secrets = new ArrayList<>();
    List<TaggedSecrets.Unreadable> unreadable = new ArrayList<>();
    ReadResult<Integer> pages =
        eachTagged(
            beginnings,
            page -> {
              secrets.addAll(page.secrets());
              unreadable.addAll(page.unreadable());
            });
    return switch (pages) {
      case ReadResult.Got<Integer> got ->
          new ReadResult.Got<>(new TaggedSecrets(secrets, unreadable));
      case ReadResult.Absent<Integer> absent -> new ReadResult.Absent<>();
      case ReadResult.Failed<Integer>(Failure failure) -> new ReadResult.Failed<>(failure);
    };
  }
}
