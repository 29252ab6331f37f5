package dev.keyturn.aws;

import dev.keyturn.port.Failure;
import dev.keyturn.port.Notification;
import dev.keyturn.port.Notifier;
import dev.keyturn.port.ReadResult;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** An SNS topic. A message may arrive twice, where a reply was lost. */
final class SnsTopic implements Notifier {
  private final NotificationClients messengers;
  private final SdkCalls calls;
  private final String arn;

  SnsTopic(NotificationClients messengers, SdkCalls calls, String arn) {
    this.messengers = messengers;
    this.calls = calls;
    this.arn = arn;
  }

  @Override
  public Optional<Failure> send(Notification notification) {
    ReadResult<PublishResponse> reply =
        calls.read(
            "sns:Publish",
            Set.of(),
            () ->
                messengers
                    .topics()
                    .publish(r ->
                        r.topicArn(arn)
                            .subject(notification.subject())
                            .message(notification.message())));
    return reply instanceof ReadResult.Failed<PublishResponse>(Failure failure)
        ? Optional.of(failure)
        : Optional.empty();
  }
}
