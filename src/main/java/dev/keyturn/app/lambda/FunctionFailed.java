package dev.keyturn.app.lambda;

/**
 * How an invocation fails, for Lambda, for Secrets Manager, which tries again, and for alarms. The
 * message is for people; a stack trace would say nothing more.
 */
final class FunctionFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  FunctionFailed(String message) {
    super(message, null, false, false);
  }
}
