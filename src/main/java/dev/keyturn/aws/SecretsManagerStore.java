package dev.keyturn.aws;

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
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.SecretStore;
import dev.keyturn.port.TaggedSecrets;
import dev.keyturn.port.WriteResult;
import dev.keyturn.port.WriteResult.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.FilterNameStringType;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/**
 * Secrets Manager over the SDK. All writes may be repeated: a version carries its token, a label
 * moves only from where it was said to be, tags say what they are to be.
 */
final class SecretsManagerStore implements SecretStore {
  private static final Set<String> NOT_FOUND = Set.of("ResourceNotFoundException");
  private static final Map<String, Refusal> GONE =
      Map.of("ResourceNotFoundException", Refusal.NO_SUCH_THING);

  private final Clients clients;
  private final SdkCalls calls;
  private final KnownSecrets known;
  private final Optional<SecretText> rotationToken;

  SecretsManagerStore(
      Clients clients, SdkCalls calls, KnownSecrets known, Optional<SecretText> rotationToken) {
    this.clients = clients;
    this.calls = calls;
    this.known = known;
    this.rotationToken = rotationToken;
  }

  @Override
  public String region() {
    return clients.region().id();
  }

  @Override
  public ReadResult<SecretDescription> describe(String secret) {
    return calls.read(
        "secretsmanager:DescribeSecret",
        NOT_FOUND,
        () -> SecretReplies.description(clients.secrets().describeSecret(r -> r.secretId(secret))));
  }

  @Override
  public ReadResult<VersionValue> value(String secret, VersionId version, SecretFields fields) {
    return value(secret, r -> r.versionId(version.value()), fields);
  }

  @Override
  public ReadResult<VersionValue> value(String secret, StagingLabel label) {
    return value(secret, r -> r.versionStage(label.value()), SecretFields.DEFAULT);
  }

  private ReadResult<VersionValue> value(
      String secret, Consumer<GetSecretValueRequest.Builder> which, SecretFields fields) {
    return value(
        secret,
        which,
        found -> SecretReplies.value(found, new SecretFormat(fields), known),
        new VersionValue.Absent());
  }

  @Override
  public ReadResult<RecognisedFields> recognise(
      String secret, VersionId version, UserName user, Set<AccessKeyId> keys) {
    return value(
        secret,
        r -> r.versionId(version.value()),
        found ->
            SecretReplies.text(found, known)
                .map(text -> SecretFormat.recognise(text, user, keys))
                .orElseGet(RecognisedFields.Unknown::new),
        new RecognisedFields.Unknown());
  }

  /**
   * Reads a value.
   *
   * @param absent what it is where there is no such version
   */
  private <T> ReadResult<T> value(
      String secret,
      Consumer<GetSecretValueRequest.Builder> which,
      Function<GetSecretValueResponse, T> meaning,
      T absent) {
    return calls.read(
        "secretsmanager:GetSecretValue",
        NOT_FOUND,
        () -> {
          try {
            return meaning.apply(
                clients.secrets().getSecretValue(r -> which.accept(r.secretId(secret))));
          } catch (ResourceNotFoundException e) {
            // One code for two things. The words tell which, but moto uses the same for both; so
            // before a secret is called missing, it is asked for (and missing once more).
            if (SecretReplies.isAboutTheSecretItself(e)) {
              clients.secrets().describeSecret(r -> r.secretId(secret));
            }
            return absent;
          }
        });
  }

  @Override
  public SecretText document(
      Optional<SecretText> base, Credential credential, SecretFields fields) {
    SecretFormat format = new SecretFormat(fields);
    return known.add(format.render(base, credential), format);
  }

  @Override
  public WriteResult<VersionId> put(
      String secret, VersionId token, SecretText document, StagingLabel label) {
    if (SecretFormat.isTooLarge(document)) {
      return new WriteResult.Refused<>(Refusal.TOO_LARGE);
    }
    return calls.write(
        "secretsmanager:PutSecretValue",
        Map.of(
            "ResourceNotFoundException", Refusal.NO_SUCH_THING,
            "ResourceExistsException", Refusal.TOKEN_TAKEN),
        () -> {
          // Without a label, Secrets Manager would make the version current at once.
          clients
              .secrets()
              .putSecretValue(r ->
                  r.secretId(secret)
                      .clientRequestToken(token.value())
                      .secretString(known.add(document).reveal())
                      .versionStages(label.value())
                      .rotationToken(rotationToken.map(SecretText::reveal).orElse(null)));
          return token;
        });
  }

  @Override
  public WriteResult<StagingLabel> move(
      String secret, StagingLabel label, Optional<VersionId> from, Optional<VersionId> to) {
    if (from.isEmpty() && to.isEmpty()) {
      throw new IllegalArgumentException("a move from nowhere to nowhere");
    }
    // The parameters are right but for RemoveFromVersionId, which Secrets Manager compares with
    // where the label is: so whatever it finds invalid, the label is not where it was thought.
    return calls.write(
        "secretsmanager:UpdateSecretVersionStage",
        Map.of(
            "ResourceNotFoundException", Refusal.NO_SUCH_THING,
            "InvalidParameterException", Refusal.LABEL_ELSEWHERE),
        () -> {
          clients
              .secrets()
              .updateSecretVersionStage(r ->
                  r.secretId(secret)
                      .versionStage(label.value())
                      .removeFromVersionId(from.map(VersionId::value).orElse(null))
                      .moveToVersionId(to.map(VersionId::value).orElse(null)));
          return label;
        });
  }

  @Override
  public WriteResult<Integer> tag(String secret, Map<String, String> tags) {
    if (tags.isEmpty()) {
      return new WriteResult.Done<>(0);
    }
    return calls.write(
        "secretsmanager:TagResource",
        GONE,
        () -> {
          clients.secrets().tagResource(r -> r.secretId(secret).tags(tags(tags)));
          return tags.size();
        });
  }

  @Override
  public WriteResult<Integer> untag(String secret, Set<String> tags) {
    if (tags.isEmpty()) {
      return new WriteResult.Done<>(0);
    }
    return calls.write(
        "secretsmanager:UntagResource",
        GONE,
        () -> {
          clients.secrets().untagResource(r -> r.secretId(secret).tagKeys(tags));
          return tags.size();
        });
  }

  @Override
  public WriteResult<String> create(
      String name, Map<String, String> tags, VersionId token, Optional<SecretText> document) {
    if (document.map(SecretFormat::isTooLarge).orElse(false)) {
      return new WriteResult.Refused<>(Refusal.TOO_LARGE);
    }
    return calls.write(
        "secretsmanager:CreateSecret",
        Map.of("ResourceExistsException", Refusal.EXISTS_ALREADY),
        () ->
            SecretReplies.arn(
                clients
                    .secrets()
                    .createSecret(r ->
                        r.name(name)
                            .clientRequestToken(token.value())
                            .secretString(
                                document.map(known::add).map(SecretText::reveal).orElse(null))
                            .tags(tags(tags)))));
  }

  @Override
  public ReadResult<Integer> eachTagged(Set<String> beginnings, Consumer<TaggedSecrets> page) {
    String action = "secretsmanager:ListSecrets";
    return calls.read(
        action,
        Set.of(),
        () ->
            Pages.each(
                "ListSecrets",
                token -> page(action, beginnings, token),
                entries -> page.accept(tagged(entries, beginnings))));
  }

  private static TaggedSecrets tagged(List<SecretListPage.Entry> entries, Set<String> beginnings) {
    List<SecretDescription> secrets = new ArrayList<>();
    List<TaggedSecrets.Unreadable> unreadable = new ArrayList<>();
    for (SecretListPage.Entry entry : entries) {
      switch (entry) {
        case SecretListPage.Entry.Read(SecretDescription secret) -> {
          if (isTagged(secret, beginnings)) {
            secrets.add(secret);
          }
        }
        case SecretListPage.Entry.Odd(TaggedSecrets.Unreadable odd) -> unreadable.add(odd);
      }
    }
    return new TaggedSecrets(secrets, unreadable);
  }

  private static boolean isTagged(SecretDescription secret, Set<String> beginnings) {
    return secret.tags().keySet().stream()
        .anyMatch(key -> beginnings.stream().anyMatch(key::startsWith));
  }

  /**
   * A page. The service's filter takes the beginning of a key; what it does about upper and lower
   * case is of no interest, as its answer is filtered again.
   */
  private Pages.Page<SecretListPage.Entry> page(
      String action, Set<String> beginnings, @Nullable String token) {
    Filter filter =
        Filter.builder()
            .key(FilterNameStringType.TAG_KEY)
            .values(beginnings.stream().sorted().toList())
            .build();
    return SecretListPage.of(
        SecretListInterceptor.page(() ->
            clients
                .secrets()
                .listSecrets(r ->
                    r.filters(filter)
                        .includePlannedDeletion(true)
                        .maxResults(100)
                        .nextToken(token))),
        odd -> calls.unreadable(action, odd));
  }

  private static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
