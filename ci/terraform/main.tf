# Flags as code, applied by Terraform: when a file of theirs changes, Firstlight's command line applies them all. Who may do so is
# known from FIRSTLIGHT_TOKEN in the environment of Terraform, so that the token is in no state and no plan.
terraform {
  required_version = ">= 1.4.0"
}

variable "server" {
  description = "The address of Firstlight."
  type        = string
}

variable "project" {
  description = "The project's key."
  type        = string
}

variable "flags" {
  description = "The directory of the flags, as `firstlight export` writes it."
  type        = string
}

variable "firstlight" {
  description = "The command line."
  type        = string
  default     = "firstlight"
}

locals {
  files = { for file in fileset(var.flags, "**/*.yaml") : file => filesha256("${var.flags}/${file}") }
}

resource "terraform_data" "flags" {
  # Which files changed is in Terraform's plan; what that changes is said by `firstlight plan`.
  triggers_replace = local.files

  provisioner "local-exec" {
    command = "${var.firstlight} apply -f \"$FIRSTLIGHT_FLAGS\" --yes --comment 'by Terraform'"
    environment = {
      FIRSTLIGHT_SERVER  = var.server
      FIRSTLIGHT_PROJECT = var.project
      FIRSTLIGHT_FLAGS   = var.flags
    }
  }
}

output "files" {
  description = "What was applied, by its hash."
  value       = terraform_data.flags.triggers_replace
}
