package dev.keyturn.aws;

import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;

/** What interceptors share that take a reply's body from the SDK, for the call that they are of. */
final class ReplyBody {
  private ReplyBody() {}

  /** Whether there is one to take: of that call, made by this thread, and not a refusal's. */
  static boolean isFor(ScopedValue<?> call, Context.ModifyHttpResponse context) {
    return call.isBound()
        && context.httpResponse().isSuccessful()
        && context.responseBody().isPresent();
  }

  /** As where the SDK itself cannot read a reply to its end: asked again, and then a failure. */
  static SdkClientException unreadable(IOException why) {
    return SdkClientException.create("the reply cannot be read to its end", why);
  }
}
