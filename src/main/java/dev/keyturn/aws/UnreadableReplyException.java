package dev.keyturn.aws;

/** AWS, or whatever answers in its place, said yes and then something that makes no sense. */
final class UnreadableReplyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what is wrong with the reply, without anything of its content
   */
  UnreadableReplyException(String what) {
    super(what);
  }
}
