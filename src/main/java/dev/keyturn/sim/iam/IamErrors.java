package dev.keyturn.sim.iam;

import dev.keyturn.sim.core.AwsError;
import dev.keyturn.sim.core.Refusal;
import dev.keyturn.sim.wire.CommonError;
import dev.keyturn.sim.wire.Service;

/** The errors of IAM's own, with the codes and statuses of its model. */
final class IamErrors {
  private IamErrors() {}

  static Refusal noSuchUser(String name) {
    return error("NoSuchEntity", 404, "The user with name " + name + " cannot be found.");
  }

  static Refusal noSuchKey(String id) {
    return error("NoSuchEntity", 404, "The Access Key with id " + id + " cannot be found.");
  }

  static Refusal userExists(String name) {
    return error("EntityAlreadyExists", 409, "User with name " + name + " already exists.");
  }

  static Refusal keyQuota() {
    return error("LimitExceeded", 409, "Cannot exceed quota for AccessKeysPerUser: 2");
  }

  static Refusal tagQuota() {
    return error("LimitExceeded", 409, "Cannot exceed quota for TagsPerUser: 50");
  }

  static Refusal keysFirst() {
    return error("DeleteConflict", 409, "Cannot delete entity, must delete access keys first.");
  }

  static Refusal invalidInput(String message) {
    return error("InvalidInput", 400, message);
  }

  static Refusal reportNotPresent() {
    return error("ReportNotPresent", 410, "No report exists. Generate a credential report first.");
  }

  static Refusal reportExpired() {
    return error("ReportExpired", 410, "The credential report has expired.");
  }

  static Refusal reportInProgress() {
    return error("ReportInProgress", 404, "Report generation is in progress.");
  }

  static Refusal invalid(String message) {
    return CommonError.VALIDATION.in(Service.IAM, message);
  }

  private static Refusal error(String code, int status, String message) {
    return new AwsError(code, status, message).refusal();
  }
}
