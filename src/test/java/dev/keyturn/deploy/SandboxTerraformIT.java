package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyturn.packaged.SandboxProcess;
import dev.keyturn.proof.NotTried;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real Terraform, with the real AWS provider, on the packaged sandbox. */
@Execution(ExecutionMode.CONCURRENT)
class SandboxTerraformIT {
  /** A key and its secret, as people have them in their own configuration. */
  private static final String CONFIGURATION =
      """
      terraform {
        required_providers {
          aws = { source = "hashicorp/aws" }
        }
      }

      provider "aws" {
        skip_metadata_api_check = true
      }

      resource "aws_iam_user" "app" {
        name          = "terraformed"
        path          = "/apps/"
        force_destroy = true
        tags          = { team = "blue" }
      }

      resource "aws_iam_access_key" "app" {
        user = aws_iam_user.app.name
      }

      resource "aws_secretsmanager_secret" "app" {
        name        = "terraformed/iam"
        description = "made by Terraform"
        policy = jsonencode({
          Version = "2012-10-17"
          Statement = [{
            Effect    = "Allow"
            Principal = { AWS = "arn:aws:iam::123456789012:root" }
            Action    = "secretsmanager:GetSecretValue"
            Resource  = "*"
          }]
        })
        replica {
          region = "eu-west-1"
        }
      }

      resource "aws_secretsmanager_secret_version" "current" {
        secret_id = aws_secretsmanager_secret.app.id
        secret_string = jsonencode({
          UserName        = aws_iam_user.app.name
          AccessKeyId     = aws_iam_access_key.app.id
          SecretAccessKey = aws_iam_access_key.app.secret
        })
      }

      resource "aws_secretsmanager_secret_version" "labelled" {
        secret_id      = aws_secretsmanager_secret.app.id
        secret_string  = "another"
        version_stages = ["BLUE"]
        depends_on     = [aws_secretsmanager_secret_version.current]
      }

      resource "aws_secretsmanager_secret_rotation" "app" {
        secret_id           = aws_secretsmanager_secret.app.id
        rotation_lambda_arn = "arn:aws:lambda:us-east-1:123456789012:function:keyturn"
        rotation_rules {
          automatically_after_days = 30
        }
        depends_on = [aws_secretsmanager_secret_version.labelled]
      }

      data "aws_caller_identity" "me" {}

      data "aws_secretsmanager_random_password" "one" {
        password_length = 20
      }

      output "key" {
        value = aws_iam_access_key.app.id
      }
      """;

  /** At the speed at which the most time passes between two calls. */
  @ParameterizedTest
  @ValueSource(strings = "3600")
  @DisplayName("A user, a key, a secret with versions and its rotation are made, kept, destroyed")
  void life(String speed) throws IOException {
    Optional<Terraform> found = Terraform.find();
    if (found.isEmpty()) {
      NotTried.note(
          "the sandbox through Terraform",
          "This machine has no terraform or tofu with the AWS provider.");
    }
    assumeTrue(found.isPresent(), "terraform or tofu, with the AWS provider, on this machine");
    Terraform terraform = found.orElseThrow();
    Path folder = Files.createDirectories(Path.of("target", "terraform-it", "sandbox-" + speed));
    Files.deleteIfExists(folder.resolve("terraform.tfstate"));
    Files.writeString(folder.resolve("main.tf"), CONFIGURATION);
    try (SandboxProcess sandbox = SandboxProcess.open("--speed", speed)) {
      Map<String, String> environment = sandbox.environment();
      terraform.in(
          folder, environment, "init", "-input=false", "-plugin-dir=" + terraform.mirror());
      assertThat(
              terraform.in(
                  folder, environment, "apply", "-input=false", "-no-color", "-auto-approve"))
          .contains("Apply complete! Resources: 6 added, 0 changed, 0 destroyed.");
      assertThat(terraform.in(folder, environment, "output", "-no-color", "key"))
          .startsWith("\"AKIA");
      assertThat(
              terraform.in(
                  folder, environment, "plan", "-input=false", "-no-color", "-detailed-exitcode"))
          .contains("No changes.");
      assertThat(
              terraform.in(
                  folder, environment, "destroy", "-input=false", "-no-color", "-auto-approve"))
          .contains("Destroy complete! Resources: 6 destroyed.");
    }
    System.out.printf(
        "Terraform with provider %s on the sandbox at speed %s: apply, plan, destroy%n",
        terraform.version(), speed);
  }
}
