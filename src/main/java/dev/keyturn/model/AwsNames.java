package dev.keyturn.model;

import java.util.regex.Pattern;

/** The forms of names that AWS gives out or takes, wherever a text of somebody's may be one. */
public final class AwsNames {
  /** A Region of any partition, such as eu-central-1 or us-gov-west-1: a part of host names. */
  public static final Pattern REGION = Pattern.compile("[a-z]{2,8}(-[a-z]{2,12}){1,3}-[0-9]{1,2}");

  /** A role's name, its path before it where it has one (IAM API, CreateRole). */
  public static final Pattern ROLE = Pattern.compile("([\\w+=,.@-]+/)*[\\w+=,.@-]{1,64}");

  /** What a role's trust policy may ask for besides (STS API, AssumeRole). */
  public static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");

  /** An organizational unit or a root (Organizations API, ListAccountsForParent). */
  public static final Pattern UNIT =
      Pattern.compile("(ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|r-[0-9a-z]{4,32})");

  private AwsNames() {}
}
