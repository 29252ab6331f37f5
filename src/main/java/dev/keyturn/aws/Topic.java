package dev.keyturn.aws;

import dev.keyturn.port.Announcement;
import dev.keyturn.port.Announcer;
import dev.keyturn.port.Failure;
import dev.keyturn.port.Read;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** An SNS topic. A message may arrive twice, where a reply was lost. */
final class Topic implements Announcer {
  private final Messengers messengers;
  private final Calls calls;
  private final String arn;

  Topic(Messengers messengers, Calls calls, String arn) {
    this.messengers = messengers;
    this.calls = calls;
    this.arn = arn;
  }

  @Override
  public Optional<Failure> announce(Announcement announcement) {
    Read<PublishResponse> reply =
        calls.read(
            "sns:Publish",
            Set.of(),
            () ->
                messengers
                    .topics()
                    .publish(r ->
                        r.topicArn(arn)
                            .subject(announcement.subject())
                            .message(announcement.message())));
    return reply instanceof Read.Failed<PublishResponse>(Failure failure)
        ? Optional.of(failure)
        : Optional.empty();
  }
}
